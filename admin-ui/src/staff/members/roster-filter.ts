import type { LocationQuery } from 'vue-router';

/** What the roster can be narrowed by; the words of the API, all text. */
export const filterKeys = [
  'org',
  'sex',
  'kind',
  'ageFrom',
  'ageTo',
  'education',
  'hardship',
  'pre1949',
  'attendance',
  'warning',
] as const;
export type FilterKey = (typeof filterKeys)[number];
export type RosterFilter = Partial<Record<FilterKey, string>>;

export interface Choice {
  label: string;
  values: RosterFilter;
}
export interface Criterion {
  title: string;
  keys: FilterKey[];
  choices: Choice[];
}

const yesNo = (key: FilterKey, yes: string, no: string): Choice[] => [
  { label: yes, values: { [key]: 'yes' } },
  { label: no, values: { [key]: 'no' } },
];

/** S8: each criterion by its own choices; chosen ones combine. */
export const criteria: Criterion[] = [
  {
    title: '身份',
    keys: ['kind'],
    choices: ['正式', '预备'].map((kind) => ({ label: `${kind}党员`, values: { kind } })),
  },
  {
    title: '性别',
    keys: ['sex'],
    choices: ['男', '女'].map((sex) => ({ label: sex, values: { sex } })),
  },
  {
    title: '年龄',
    keys: ['ageFrom', 'ageTo'],
    choices: [
      { label: '35 岁及以下', values: { ageTo: '35' } },
      { label: '36–45 岁', values: { ageFrom: '36', ageTo: '45' } },
      { label: '46–59 岁', values: { ageFrom: '46', ageTo: '59' } },
      { label: '60–69 岁', values: { ageFrom: '60', ageTo: '69' } },
      { label: '70–79 岁', values: { ageFrom: '70', ageTo: '79' } },
      { label: '60 岁及以上', values: { ageFrom: '60' } },
      { label: '80 岁及以上', values: { ageFrom: '80' } },
    ],
  },
  {
    title: '学历',
    keys: ['education'],
    choices: [
      { label: '大专以上', values: { education: '研究生,本科,大专' } },
      ...['研究生', '本科', '大专', '中专', '高中', '初中', '小学'].map((education) => ({
        label: education,
        values: { education },
      })),
    ],
  },
  { title: '困难', keys: ['hardship'], choices: yesNo('hardship', '困难党员', '不是困难党员') },
  { title: '入党', keys: ['pre1949'], choices: yesNo('pre1949', '建国前入党', '建国后入党') },
  {
    title: '组织生活',
    keys: ['attendance'],
    choices: ['经常参加', '偶尔参加', '从不参加'].map((attendance) => ({
      label: attendance,
      values: { attendance },
    })),
  },
];

/** The filter of an address. Names and numbers of people are searched for, but never stand in one. */
export function filterOfQuery(query: LocationQuery): RosterFilter {
  const found = filterKeys.map((key) => [key, query[key]] as const);
  return Object.fromEntries(found.filter(([, value]) => typeof value === 'string' && value !== ''));
}

/** Puts a choice in the place of what the criterion was before; none clears it. */
export function choose(filter: RosterFilter, { keys }: Criterion, choice: Choice | null): RosterFilter {
  const rest = Object.entries(filter).filter(([key]) => !keys.includes(key as FilterKey));
  return { ...Object.fromEntries(rest), ...choice?.values };
}

/** In the criterion's own words; free ranges that no choice has are put into words too. */
export function wordsOf(filter: RosterFilter, criterion: Criterion): string | null {
  const set = criterion.keys.filter((key) => filter[key] !== undefined);
  if (set.length === 0) return null;
  const known = criterion.choices.find(({ values }) =>
    criterion.keys.every((key) => values[key] === filter[key]),
  );
  if (known) return known.label;
  if (criterion.keys.includes('ageFrom')) return ageWords(filter);
  return set.map((key) => filter[key]!.replaceAll(',', '、')).join('、');
}

function ageWords({ ageFrom, ageTo }: RosterFilter): string {
  if (ageFrom && ageTo) return ageFrom === ageTo ? `${ageFrom} 岁` : `${ageFrom}–${ageTo} 岁`;
  return ageFrom ? `${ageFrom} 岁及以上` : `${ageTo} 岁及以下`;
}
