import type { Actor } from '../../policy/actor.ts';
import type { Transaction } from '../../store/transaction.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { createProblem } from '../../errors.ts';

export interface ArchiveMember {
  memberId: string;
  /** 取消预备党员资格 · 转出 · 死亡 … */
  reason: string;
  caseId: string | null;
  actor: Actor;
  now: Date;
}

const memberGone = createProblem('member_gone', 409, '这名党员已不在名册中，可能已被移入历史库。');

/** Moves a member out of the base into the archive (删除库, O7), whole, with the reason. Sessions end with him. */
export async function archiveMember(
  tx: Transaction,
  { memberId, reason, caseId, actor, now }: ArchiveMember,
): Promise<void> {
  const { rows } = await tx.client.query<{ org_code: string }>({
    name: 'archive-member',
    text: `insert into member_archive (id, card_no, member_no, name, org_code, reason, archived_at, archived_by, case_id, record)
           select id, card_no, member_no, name, org_code, $2, $3, $4, $5, to_jsonb(member) from member where id = $1
           returning org_code`,
    values: [memberId, reason, now, actor.id, caseId],
  });
  if (!rows[0]) throw memberGone();
  await tx.client.query({
    name: 'delete-member',
    text: 'delete from member where id = $1',
    values: [memberId],
  });
  await writeAudit(tx.knex, {
    at: now,
    actor,
    action: 'archiveMember',
    resource: 'member',
    resourceId: memberId,
    orgCode: rows[0].org_code,
    detail: { reason },
  });
}
