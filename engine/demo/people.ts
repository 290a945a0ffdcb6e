import type { AccountActor, MemberActor } from '../policy/actor.ts';
import { OrgCodes } from '../policy/org-code.ts';
import type { Services } from '../services.ts';
import type { Scene } from './story.ts';

interface MemberRow {
  id: string;
  name: string;
  org_code: string;
  party_post: string | null;
}

/** Finds the demo's people by name, as those who act. */
export class People {
  private constructor(
    private readonly organisations: Map<string, { code: string; name: string }>,
    private readonly accounts: AccountActor[],
    private readonly members: MemberRow[],
    private readonly codes: OrgCodes,
  ) {}

  static async read({ db, config }: Services): Promise<People> {
    const organisations = (await db('organisation').select('code', 'name')) as {
      code: string;
      name: string;
    }[];
    const byName = new Map(organisations.map((one) => [one.name, one]));
    const nameOf = new Map(organisations.map(({ code, name }) => [code, name]));
    const codes = new OrgCodes(config.CODE_DIGITS);
    const rows = await db('account')
      .orderBy('id')
      .select('id', 'username', 'display_name', 'org_code', 'roles');
    const accounts = rows.map((row): AccountActor => ({
      kind: 'account',
      id: `account:${row.username}`,
      accountId: row.id,
      username: row.username,
      displayName: row.display_name,
      orgCode: row.org_code,
      orgName: nameOf.get(row.org_code)!,
      level: codes.level(row.org_code),
      roles: row.roles,
    }));
    const members = (await db('member').select('id', 'name', 'org_code', 'party_post')) as MemberRow[];
    return new People(byName, accounts, members, codes);
  }

  /** @throws when nobody is called so: a slip in a story */
  member(name: string): MemberActor {
    const row = this.#row(name);
    const orgName = this.#nameOf(row.org_code);
    return {
      kind: 'member',
      id: `member:${row.id}`,
      memberId: row.id,
      displayName: row.name,
      orgCode: row.org_code,
      orgName,
      level: this.codes.level(row.org_code),
      roles: ['member'],
    };
  }

  account(username: string): AccountActor {
    return required(
      this.accounts.find((one) => one.username === username),
      `account ${username}`,
    );
  }

  /** Who does the unit's work. */
  unit(code: string): AccountActor {
    return required(
      this.accounts.find((one) => one.orgCode === code),
      `account of ${code}`,
    );
  }

  code(name: string): string {
    return required(this.organisations.get(name), `organisation ${name}`).code;
  }

  branchOf(name: string): Omit<Scene, 'today' | 'days'> {
    const code = this.#row(name).org_code;
    const leader = (post: string) =>
      this.members.find((one) => one.org_code === code && one.party_post === post)?.name ?? '王建';
    const generalCode = this.codes.superior(code, this.codes.level(code) - 1)!;
    return {
      member: name,
      branch: this.#nameOf(code),
      secretary: leader('支部书记'),
      deputy: leader('支部副书记'),
      organiser: leader('组织委员'),
      general: this.#nameOf(generalCode),
      generalCode,
      codeOf: (organisation) => this.code(organisation),
    };
  }

  #row(name: string): MemberRow {
    return required(
      this.members.find((one) => one.name === name),
      `member ${name}`,
    );
  }

  #nameOf(code: string): string {
    return required(
      [...this.organisations.values()].find((one) => one.code === code),
      code,
    ).name;
  }
}

function required<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`Expected the demo to have ${what}, but it has not.`);
  return found;
}
