import { notFound } from '../../errors.ts';
import { memberFilter } from '../../http/resources/members/schemas.ts';
import type { Analysis } from '../../http/resources/organisations/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import { OrgCodes } from '../../policy/org-code.ts';
import type { Services } from '../../services.ts';
import { ageBands, officeDay } from '../members/age.ts';
import { filterSql, OTHER_EDUCATION } from '../members/filter-sql.ts';
import { countWarnings } from './count-below.ts';
import { organisationKinds } from './kinds.ts';

/** A number of the analysis is its filter: what opens the list is what was counted. */
type Filter = Record<string, string>;

const shares: { key: string; label: string; filter: Filter }[] = [
  { key: 'probationary', label: '预备党员', filter: { kind: '预备' } },
  { key: 'women', label: '女党员', filter: { sex: '女' } },
  { key: 'young', label: '35 岁及以下', filter: { ageTo: '35' } },
  { key: 'college', label: '大专以上学历', filter: { education: '研究生,本科,大专' } },
  { key: 'pre1949', label: '建国前入党', filter: { pre1949: 'yes' } },
  { key: 'hardship', label: '困难党员', filter: { hardship: 'yes' } },
];

const pies: { title: string; slices: { label: string; filter: Filter }[] }[] = [
  { title: '年龄', slices: ageBands.map(({ label, from, to }) => ({ label, filter: ages(from, to) })) },
  {
    title: '学历',
    slices: [
      { label: '研究生', filter: { education: '研究生' } },
      { label: '本科', filter: { education: '本科' } },
      { label: '大专', filter: { education: '大专' } },
      { label: '高中中专', filter: { education: '高中,中专' } },
      { label: '初中以下', filter: { education: '初中,小学' } },
      { label: '其他', filter: { education: OTHER_EDUCATION } },
    ],
  },
  {
    title: '参加组织生活',
    slices: ['经常参加', '偶尔参加', '从不参加'].map((label) => ({ label, filter: { attendance: label } })),
  },
  { title: '性别', slices: ['男', '女'].map((label) => ({ label, filter: { sex: label } })) },
];

/** S2: text analysis and pies of a subtree, counted now. Who may not read its members may not count them either. */
export async function analyseOrganisation(services: Services, actor: Actor, code: string): Promise<Analysis> {
  const { db, policy, clock, config } = services;
  policy.require(actor, 'member', 'read', { orgCode: code });
  const organisation = await db('organisation').where({ code }).first('name');
  if (!organisation) throw notFound('没有找到这个党组织，可能编码有误。');
  const prefix = new OrgCodes(config.CODE_DIGITS).prefix(code);
  const filters = [
    {},
    ...shares.map(({ filter }) => filter),
    ...pies.flatMap((pie) => pie.slices.map((s) => s.filter)),
  ];
  const [organisations, counts, warnings] = await Promise.all([
    countOrganisations(services, prefix),
    countAll(services, code, filters),
    countWarnings(services, actor, prefix),
  ]);
  const of = (filter: Filter): number => counts.get(JSON.stringify(filter))!;
  const within = (filter: Filter): Filter => ({ org: code, ...filter });
  const members = of({});
  return {
    code,
    name: organisation.name,
    asOf: clock.now().toISOString(),
    organisations,
    members,
    shares: shares.map((share) => ({
      ...share,
      count: of(share.filter),
      percent: percent(of(share.filter), members),
      filter: within(share.filter),
    })),
    pies: pies.map(({ title, slices }) => ({
      title,
      slices: slices
        .map(({ label, filter }) => ({ label, count: of(filter), filter: within(filter) }))
        .filter(({ label, count }) => count > 0 || label !== '其他'),
    })),
    warnings: warnings(prefix),
  };
}

function ages(from: number | null, to: number | null): Filter {
  return {
    ...(from === null ? {} : { ageFrom: String(from) }),
    ...(to === null ? {} : { ageTo: String(to) }),
  };
}

/** All filters counted in one pass over the subtree. */
async function countAll(
  { db, clock, config }: Services,
  org: string,
  filters: Filter[],
): Promise<Map<string, number>> {
  const context = {
    today: officeDay(clock.now(), config.TIME_ZONE),
    codes: new OrgCodes(config.CODE_DIGITS),
  };
  const columns = filters.map((filter, index) => {
    const parts = filterSql(memberFilter.parse(filter), context);
    const condition = parts.map(({ sql }) => sql).join(' and ') || 'true';
    return db.raw(
      `count(*) filter (where ${condition}) as n${index}`,
      parts.flatMap(({ bindings }) => bindings) as string[],
    );
  });
  const [place] = filterSql({ org }, context);
  const row = await db('member as m')
    .whereRaw(place!.sql, place!.bindings as string[])
    .first(columns);
  return new Map(filters.map((filter, index) => [JSON.stringify(filter), Number(row[`n${index}`])]));
}

async function countOrganisations({ db }: Services, prefix: string): Promise<Analysis['organisations']> {
  const rows = await db('organisation')
    .where('code', 'like', `${prefix}%`)
    .groupBy('type')
    .select<{ type: string; count: string }[]>('type', db.raw('count(*) as count'));
  const of = (types: readonly string[]) =>
    rows.filter(({ type }) => types.includes(type)).reduce((sum, { count }) => sum + Number(count), 0);
  return {
    total: rows.reduce((sum, { count }) => sum + Number(count), 0),
    committees: of(organisationKinds.committee),
    generalBranches: of(organisationKinds.general),
    branches: of(organisationKinds.branch),
  };
}

function percent(count: number, total: number): string {
  return total === 0 ? '0.0' : (Math.round((count * 1000) / total) / 10).toFixed(1);
}
