export type PolicyName = 'permissions' | 'assignments' | 'escalation' | 'calendar';

/** The four tables, with what a line of each decides. */
export const policyTables: { name: PolicyName; title: string; meaning: string }[] = [
  {
    name: 'assignments',
    title: '责任单位',
    meaning: '流程走到一个任务时，由谁来办。越具体的行越优先；同样具体的，按行序取第一条条件成立的。',
  },
  {
    name: 'permissions',
    title: '权限',
    meaning: '哪种角色对哪类数据能做什么、管到哪里。没有写明的就是不可以。',
  },
  {
    name: 'escalation',
    title: '逐级上报',
    meaning: '任务超期后满几个工作日，报到上面第几级。超期当天起，责任单位和名册里就已标红。',
  },
  {
    name: 'calendar',
    title: '工作日历',
    meaning: '法定节假日和调休上班日；期限按工作日计算。没有列出的日子，周一至周五上班。',
  },
];

export interface CellChoice {
  value: string;
  label: string;
}

const choices: Record<string, CellChoice[]> = {
  'permissions.ptype': [
    { value: 'p', label: 'p 授予' },
    { value: 'g', label: 'g 继承' },
  ],
  'permissions.reach': [
    { value: '', label: '—' },
    { value: 'own', label: 'own 派给本单位的' },
    { value: 'org', label: 'org 本组织' },
    { value: 'subtree', label: 'subtree 本组织及下级' },
    { value: 'lineage', label: 'lineage 本组织及上级' },
    { value: 'district', label: 'district 全区' },
  ],
  'calendar.kind': [
    { value: 'holiday', label: 'holiday 放假' },
    { value: 'workday', label: 'workday 上班' },
  ],
  'calendar.status': [
    { value: 'official', label: 'official 已公布' },
    { value: 'provisional', label: 'provisional 暂算' },
  ],
};

/** Closed lists are chosen from; a word that is in the table and not in the list stays choosable. */
export function choicesOf(table: PolicyName, column: string, present: string): CellChoice[] | null {
  const known = choices[`${table}.${column}`];
  if (!known) return null;
  return known.some(({ value }) => value === present)
    ? known
    : [...known, { value: present, label: present }];
}

/** How wide a column of words should be, in characters. */
export function widthOf(table: PolicyName, column: string): string {
  const wide: Record<string, string> = { note: '22em', condition: '16em', unit: '12em', name: '12em' };
  return table === 'escalation' && column !== 'note' ? '10em' : (wide[column] ?? '9.5em');
}
