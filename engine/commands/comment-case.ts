import type { Actor } from '../policy/actor.ts';
import { addNote } from '../registers/cases/add-note.ts';
import { findCase } from '../registers/cases/find-case.ts';
import { handlingUnits } from '../registers/cases/handling-units.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { audit } from './execution/audit.ts';
import { notifyMember, notifyUnit } from './execution/notices.ts';
import { lockOpenCase } from './execution/open-case.ts';

export interface Comment {
  number: string;
  text: string;
  /** Whether the applicant may read it; what he writes himself always is. */
  visibleToApplicant: boolean;
}

const forApplicant = '这件事已经办结，不能再留言。还有要说的，请在“我的”里提意见建议，或再提出申请。';
const forStaff =
  '这件事已经办结，不能再留言。要告诉申请人的，请直接联系本人；还要办的，请在“服务办理”里代办一件新的申请。';

/**
 * Adds a line to the case's file and tells the other side: units of what the applicant says, him of what is for him.
 * @throws `case_closed`
 */
export async function commentCase(services: Services, actor: Actor, comment: Comment): Promise<void> {
  const row = await findCase(services, actor, comment.number, 'comment');
  return execute(services, actor, async (run) => {
    const byApplicant = actor.kind === 'member';
    await lockOpenCase(run, row.id, byApplicant ? forApplicant : forStaff);
    await addNote(run.tx, {
      caseId: row.id,
      kind: 'comment',
      text: comment.text,
      author: actor,
      visibleToApplicant: byApplicant || comment.visibleToApplicant,
      createdAt: run.now,
    });
    const message = { caseId: row.id, title: `“${row.title}”有新留言`, body: comment.text };
    if (byApplicant) {
      for (const { orgCode } of await handlingUnits(run.tx.knex, row.id))
        notifyUnit(run, { orgCode, ...message });
    } else if (comment.visibleToApplicant && row.applicant_member_id !== null) {
      notifyMember(run, { memberId: row.applicant_member_id, ...message });
    }
    run.changes.push({
      event: 'case',
      id: row.number,
      orgCodes: [row.org_code],
      memberIds: row.applicant_member_id === null ? [] : [row.applicant_member_id],
    });
    audit(run, {
      action: 'commentCase',
      resource: 'case',
      resourceId: row.number,
      orgCode: row.org_code,
    });
  });
}
