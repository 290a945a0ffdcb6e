/** Who is asking. Built from the session by `http/middleware/session.ts`; commands and policy take it as it is. */
export type Actor = AccountActor | MemberActor | SystemActor;

export interface AccountActor {
  kind: 'account';
  /** `account:<username>`: what audit, assignee and history columns hold. */
  id: string;
  accountId: string;
  username: string;
  displayName: string;
  orgCode: string;
  orgName: string;
  /** 1 district … 4 branch */
  level: number;
  roles: string[];
  /** Address the request came from, for the audit log. */
  ip?: string | null;
}

export interface MemberActor {
  kind: 'member';
  /** `member:<id>` */
  id: string;
  memberId: string;
  displayName: string;
  /** The member's branch. */
  orgCode: string;
  orgName: string;
  level: number;
  roles: ['member'];
  /** Address the request came from, for the audit log. */
  ip?: string | null;
}

/** The engine itself: timers, escalation, start-up. */
export interface SystemActor {
  kind: 'system';
  id: 'system';
  displayName: '系统';
  orgCode: string;
  roles: [];
}
