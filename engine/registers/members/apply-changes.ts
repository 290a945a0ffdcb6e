import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../core/keys.ts';
import { createProblem } from '../../errors.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Transaction } from '../../store/transaction.ts';
import { writeAudit } from '../audit/write-audit.ts';

export interface MemberChanges {
  memberId: string;
  /** Field (see `changeable`) → new value; null empties it. */
  changes: Record<string, JsonValue>;
  caseId: string | null;
  instanceKey: string | null;
  /** ISO day. */
  effectiveOn: string;
  /** Number of the document the change rests on. */
  basis: string | null;
  actor: Actor;
  now: Date;
}

const memberGone = createProblem('member_gone', 409, '这名党员已不在名册中，可能已转出或移入历史库。');
const notChangeable = createProblem('not_changeable', 422, '流程不能修改这项党员信息。');

/** Fields a process may change, by their columns. Everything else of a member has its own way of being changed. */
const changeable: Record<string, string> = {
  kind: 'kind',
  fullDate: 'full_date',
  probationFrom: 'probation_from',
  probationTo: 'probation_to',
  probationExtensions: 'probation_extensions',
  isHardship: 'is_hardship',
  hardshipTypes: 'hardship_types',
  lastAidOn: 'last_aid_on',
  lastAidAmount: 'last_aid_amount',
  attendance: 'attendance',
  reviewGrade: 'review_grade',
  duesQuota: 'dues_quota',
};

/**
 * Changes the member base as the outcome of a case (O8): the row, a 变更单 for every field that really changes, and the
 * audit line, all in the step's transaction.
 * @throws `not_changeable`, `member_gone`
 */
export async function applyMemberChanges(tx: Transaction, given: MemberChanges): Promise<void> {
  const unknown = Object.keys(given.changes).filter((field) => !Object.hasOwn(changeable, field));
  if (unknown.length > 0) throw notChangeable(`流程不能修改党员信息“${unknown.join('、')}”，请检查流程图。`);
  const before = await lockMember(tx, given.memberId);
  await updateMember(tx, given);
  const after = await lockMember(tx, given.memberId);
  const changed = Object.keys(given.changes).filter(
    (field) => !isDeepStrictEqual(before[changeable[field]!], after[changeable[field]!]),
  );
  for (const field of changed) await writeChange(tx, given, field, before, after);
  if (changed.length === 0) return;
  await writeAudit(tx.knex, {
    at: given.now,
    actor: given.actor,
    action: 'changeMember',
    resource: 'member',
    resourceId: given.memberId,
    orgCode: String(before.org_code),
    detail: Object.fromEntries(
      changed.map((field) => [field, [before[changeable[field]!], after[changeable[field]!]]]),
    ),
  });
}

type Row = Record<string, JsonValue>;

/** As JSON, so that days stay days and decimals keep their digits. */
async function lockMember(tx: Transaction, memberId: string): Promise<Row> {
  const { rows } = await tx.client.query<{ record: Row }>({
    name: 'lock-member',
    text: `select to_jsonb(m) || jsonb_build_object('last_aid_amount', m.last_aid_amount::text, 'dues_quota', m.dues_quota::text)
             as record from member m where id = $1 for update`,
    values: [memberId],
  });
  if (!rows[0]) throw memberGone();
  return rows[0].record;
}

async function updateMember(tx: Transaction, { memberId, changes, now }: MemberChanges): Promise<void> {
  const columns = Object.entries(changes).map(([field, value]) => [changeable[field]!, value] as const);
  await tx
    .knex('member')
    .where({ id: memberId })
    .update({ ...Object.fromEntries(columns), updated_at: now, revision: tx.knex.raw('revision + 1') });
}

async function writeChange(
  tx: Transaction,
  { memberId, caseId, instanceKey, effectiveOn, basis, actor, now }: MemberChanges,
  field: string,
  before: Row,
  after: Row,
): Promise<void> {
  await tx.knex('member_change').insert({
    member_id: memberId,
    case_id: caseId,
    instance_key: instanceKey,
    field,
    old_value: JSON.stringify(before[changeable[field]!] ?? null),
    new_value: JSON.stringify(after[changeable[field]!] ?? null),
    effective_on: effectiveOn,
    basis,
    changed_by: actor.id,
    changed_at: now,
  });
}
