import type { Services } from '../../services.ts';

/** What `engine/demo` gives all its accounts; known to everybody, so it exists in the demo alone. */
export const DEMO_PASSWORD = 'Qinghe-2026';

export interface DemoLogin {
  kind: 'account' | 'member';
  label: string;
  name: string;
  secret: string;
  phone?: string;
}

/** One account of each level and role, in the order of rank; none whose password was changed since. */
const shown = ['district', 'shuidukou', 'shenyanglu', 'shuiduxincun', 'designer', 'sysadmin'];

/** How to enter the demo: accounts with the demo password, members of the demo branch by one-time code. */
export async function demoLogins({ db }: Pick<Services, 'db'>): Promise<DemoLogin[]> {
  const accounts = (await db('account as a')
    .join('organisation as o', 'o.code', 'a.org_code')
    .whereIn('a.username', shown)
    .whereRaw("a.active and a.password_history = '{}'")
    .select('a.username', 'a.display_name', 'a.org_code', 'o.name as org_name')) as AccountRow[];
  const branch = accounts.find(({ username }) => username === 'shuiduxincun');
  const members = branch ? await branchMembers(db, branch.org_code) : [];
  return [
    ...accounts
      .toSorted((a, b) => shown.indexOf(a.username) - shown.indexOf(b.username))
      .map((row) => ({
        kind: 'account' as const,
        label: labelOf(row),
        name: row.username,
        secret: DEMO_PASSWORD,
      })),
    ...members,
  ];
}

/** Whose desk it is, and who sits there. */
function labelOf({ display_name, org_name }: AccountRow): string {
  return display_name === org_name ? org_name : `${org_name} · ${display_name}`;
}

interface AccountRow {
  username: string;
  display_name: string;
  org_code: string;
  org_name: string;
}

/** A full and a probationary member, and the secretary, who is both a member and at the branch's desk. */
async function branchMembers(db: Services['db'], orgCode: string): Promise<DemoLogin[]> {
  const { rows } = await db.raw<{ rows: { who: string; name: string; phone: string }[] }>(
    `select distinct on (who) who, name, phone
       from member, lateral (select case when party_post = '支部书记' then party_post else kind || '党员' end as who) w
      where org_code = ? and phone ~ '^1[0-9]{10}$' order by who, card_no`,
    [orgCode],
  );
  const order = ['正式党员', '预备党员', '支部书记'];
  return rows
    .toSorted((a, b) => order.indexOf(a.who) - order.indexOf(b.who))
    .map(({ who, name, phone }) => ({ kind: 'member', label: `${who} ${name}`, name, secret: '', phone }));
}
