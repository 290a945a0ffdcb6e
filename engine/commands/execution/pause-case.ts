import type { HeldInstance } from '../../store/instances.ts';
import { notifyMember } from './notices.ts';
import type { Run } from './run.ts';

/** An instance stands still, or goes on: the applicant is told, and the inboxes that hold its tasks look again. */
export function tellOfPause(
  run: Run,
  tree: HeldInstance[],
  { title, body }: { title: (caseTitle: string) => string; body: string },
): void {
  for (const { instance } of tree) {
    for (const { data } of Object.values(instance.elements)) {
      if (typeof data.userTaskKey === 'string') run.movedTasks.push(data.userTaskKey);
    }
  }
  const caseFile = tree[0]!.caseFile;
  if (!caseFile || caseFile.applicantMemberId === null) return;
  notifyMember(run, {
    memberId: caseFile.applicantMemberId,
    caseId: caseFile.id,
    title: title(caseFile.title),
    body: `${body}受理编号 ${caseFile.number}。`,
  });
}
