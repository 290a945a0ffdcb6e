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
