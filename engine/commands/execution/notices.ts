import type { Key } from '../../core/keys.ts';
import type { Run } from './run.ts';

/** Puts a message into a member's box, with the command. */
export function notifyMember(
  run: Run,
  { memberId, caseId, title, body }: { memberId: string; caseId: Key | null; title: string; body: string },
): void {
  run.notices.push({ member_id: memberId, org_code: null, case_id: caseId, title, body });
  run.changes.push({ event: 'notification', memberIds: [memberId] });
}

/** What a message is called that asks a member to work a task. Some tasks are named so themselves: 请您评价. */
export function askingTitle(taskName: string): string {
  return taskName.startsWith('请您') ? taskName : `请您办理：${taskName}`;
}

/** What was asked is done: it need not be read any more. */
export function settleAsking(
  run: Run,
  { name, case_id, members }: { name: string; case_id: Key | null; members: Key[] },
): void {
  if (members.length === 0 || case_id === null) return;
  run.parts.push({
    code: 'nr',
    text: `update notification set read_at = $1
            where member_id = any($2::bigint[]) and case_id = $3 and title = $4 and read_at is null`,
    values: [run.now, members, case_id, askingTitle(name)],
  });
  run.changes.push({ event: 'notification', memberIds: members });
}

/** Puts a message into the box of all accounts of a unit, with the command. */
export function notifyUnit(
  run: Run,
  { orgCode, caseId, title, body }: { orgCode: string; caseId: Key | null; title: string; body: string },
): void {
  run.notices.push({ member_id: null, org_code: orgCode, case_id: caseId, title, body });
  const about = caseId === null ? {} : ({ aboutCase: true } as const);
  run.changes.push({ event: 'notification', orgCodes: [orgCode], ...about });
}

/** A row of `notification`, without its time. */
export interface Notice {
  member_id: string | null;
  org_code: string | null;
  case_id: Key | null;
  title: string;
  body: string;
}
