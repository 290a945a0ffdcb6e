import { z } from 'zod';
import { instant, key, orgCode, page, pageQuery } from '../../fields.ts';

export const inboxViews = ['todo', 'overdue', 'soon', 'mine', 'supplement', 'done'] as const;

export const inboxQuery = pageQuery.extend({
  /** 待办 · 红色预警 · 即将到期 · 我已领取 · 等申请人补正 · 已办理 */
  view: z.enum(inboxViews).default('todo'),
  service: z.string().max(8).optional(),
  /** Subtree of the applicant's organisation. */
  org: orgCode.optional(),
  due: z.enum(['overdue', 'today', 'week', 'later', 'none']).optional(),
  /** Name, pinyin initials, card number, case number, task name. */
  q: z.string().trim().max(60).optional(),
});

export const inboxItem = z.object({
  key,
  name: z.string(),
  /** Applicant and case in words: "王秀兰（卡 00231）· 水渡新村网格支部" comes from these. */
  caseNumber: z.string().nullable(),
  caseTitle: z.string().nullable(),
  caseSummary: z.string().nullable(),
  serviceCode: z.string().nullable(),
  serviceName: z.string(),
  applicantName: z.string().nullable(),
  applicantCardNo: z.string().nullable(),
  orgCode: orgCode.nullable(),
  orgName: z.string().nullable(),
  submittedAt: instant.nullable(),
  createdAt: instant,
  dueAt: instant.nullable(),
  /** Whole working days past due; 0 when not overdue. */
  overdueDays: z.number().int(),
  /** overdue: red · soon: amber (under 20 % of the term left, at least one working day, or today) · ok */
  urgency: z.enum(['overdue', 'soon', 'ok']),
  escalatedToName: z.string().nullable(),
  assignee: z.string().nullable(),
  assigneeName: z.string().nullable(),
  claimedByMe: z.boolean(),
  completedAt: instant.nullable(),
  outcome: z.string().nullable(),
  /** Its case stands still: it cannot be worked now. */
  suspended: z.boolean(),
  /** Another unit is asked for its opinion; `toMe`: the reader's own is. */
  delegation: z.object({ unitName: z.string(), toMe: z.boolean() }).nullable(),
});
export type InboxItem = z.infer<typeof inboxItem>;

export const inboxPage = page(inboxItem);
export type InboxPage = z.infer<typeof inboxPage>;

export const inboxCounters = z.object({
  views: z.record(z.enum(inboxViews), z.number().int()),
  services: z.array(z.object({ code: z.string(), name: z.string(), count: z.number().int() })),
});
export type InboxCounters = z.infer<typeof inboxCounters>;
