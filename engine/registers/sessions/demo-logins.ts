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

/** How to enter the demo: accounts with the demo password, two members of the demo branch by one-time code. */
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
        label: row.display_name,
        name: row.username,
        secret: DEMO_PASSWORD,
      })),
    ...members,
  ];
}

interface AccountRow {
  username: string;
  display_name: string;
  org_code: string;
  org_name: string;
}

async function branchMembers(db: Services['db'], orgCode: string): Promise<DemoLogin[]> {
  const rows = (await db('member')
    .where('org_code', orgCode)
    .whereRaw("phone ~ '^1[0-9]{10}$'")
    .distinctOn('kind')
    .orderBy(['kind', 'card_no'])
    .select('kind', 'name', 'phone')) as { kind: string; name: string; phone: string }[];
  return rows.map(({ kind, name, phone }) => ({
    kind: 'member' as const,
    label: `${kind}党员 ${name}`,
    name,
    secret: '',
    phone,
  }));
}
