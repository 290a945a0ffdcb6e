import { DateTime } from 'luxon';
import { hashPassword } from '../registers/passwords/hash-password.ts';
import type { Judged } from '../registers/imports/finding.ts';
import type { WriteContext } from '../registers/imports/kind.ts';
import type { MemberToWrite } from '../registers/imports/members/judge-members.ts';
import { writeMembers } from '../registers/imports/members/write-members.ts';
import { writeOrganisations } from '../registers/imports/organisations/write-organisations.ts';
import { DEMO_PASSWORD } from '../registers/sessions/demo-logins.ts';
import type { Services } from '../services.ts';
import { inTransaction } from '../store/transaction.ts';
import { demoAccounts } from './accounts.ts';
import { MemberDraw } from './draw-members.ts';
import { flatten } from './organisations.ts';

/** Puts organisations, members and accounts into an empty base, by the way spreadsheets go. */
export async function plantDistrict({ pool, vault, config, clock }: Services): Promise<void> {
  const now = clock.now();
  const hash = await hashPassword(DEMO_PASSWORD);
  await inTransaction(pool, async (tx) => {
    const context: WriteContext = {
      tx,
      vault,
      config,
      now,
      actorId: 'system',
      progress: () => Promise.resolve(),
    };
    await writeOrganisations(organisationRows(config.CODE_DIGITS), context);
    const { rows } = await tx.client.query<{ name: string; code: string }>(
      'select name, code from organisation',
    );
    const codeOf = new Map(rows.map(({ name, code }) => [name, code]));
    const today = DateTime.fromJSDate(now, { zone: config.TIME_ZONE });
    await writeMembers(memberRows(today, codeOf, vault), context);
    for (const { username, organisation, displayName, roles } of demoAccounts) {
      await tx.client.query(
        `insert into account (username, password_hash, org_code, display_name, roles, granted_by, created_at)
         values ($1, $2, $3, $4, $5, 'system', $6)`,
        [username, hash, codeOf.get(organisation), displayName, roles, now],
      );
    }
  });
}

function organisationRows(codeDigits: string) {
  const deepest = codeDigits.split('-').length;
  const levels = new Map<string | null, number>([[null, 0]]);
  return flatten().map(({ organisation, parent }, i) => {
    const level = organisation.type === '党支部' ? deepest : levels.get(parent)! + 1;
    levels.set(organisation.name, level);
    const { name, type, head, phone, address, unit, foundedOn } = organisation;
    const record = {
      code: null,
      level,
      parent,
      name,
      type,
      head,
      phone,
      address,
      unit,
      founded_on: foundedOn,
    };
    const qq_group = type === '党支部' ? `00${1_000_037 + i}` : null;
    return { rowNo: i, outcome: 'new' as const, label: name, findings: [], record: { ...record, qq_group } };
  });
}

/** The cards of this branch begin where the cast expects them. */
const LEADING = '水渡新村网格支部';
const CARDS_BEFORE = 230;

function memberRows(
  today: DateTime,
  codeOf: Map<string, string>,
  vault: Services['vault'],
): Judged<MemberToWrite>[] {
  const draw = new MemberDraw(today);
  const branches = flatten().filter(({ organisation }) => organisation.members);
  const drawn = branches.map(({ organisation }) => ({ organisation, members: draw.branch(organisation) }));
  const leading = drawn.find(({ organisation }) => organisation.name === LEADING)!;
  const others = drawn.filter((one) => one !== leading).flatMap(withOrganisation);
  const rows = [
    ...others.slice(0, CARDS_BEFORE),
    ...withOrganisation(leading),
    ...others.slice(CARDS_BEFORE),
  ];
  return rows.map(({ branch, member }, i) => ({
    rowNo: i,
    outcome: 'new',
    label: member.name,
    findings: [],
    record: { ...member, org_code: codeOf.get(branch)!, id: null, id_no_hash: vault.lookupHash(member.idNo) },
  }));

  function withOrganisation({ organisation, members }: (typeof drawn)[number]) {
    return members.map((member) => ({ branch: organisation.name, member }));
  }
}
