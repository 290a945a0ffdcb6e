import { z } from 'zod';
import { formData, instant, key, orgCode } from '../../fields.ts';

/** A task opened for work: its form of its own version, with the values to start from. */
export const taskDetail = z.object({
  key,
  name: z.string(),
  elementId: z.string(),
  caseNumber: z.string().nullable(),
  state: z.enum(['created', 'completed', 'cancelled']),
  /** Its case stands still: it cannot be worked now. */
  suspended: z.boolean(),
  dueAt: instant.nullable(),
  overdueDays: z.number().int(),
  assignee: z.string().nullable(),
  assigneeName: z.string().nullable(),
  claimedByMe: z.boolean(),
  /** form-js schema; null: the task has no form and is completed with a click. */
  form: z.object({ key, schema: z.record(z.string(), z.json()) }).nullable(),
  /** Values the form starts from: prefill, earlier forms, then the draft over them. */
  data: formData,
  draftSavedAt: instant.nullable(),
  /** Label of the primary button: "提交核查" */
  primaryAction: z.string(),
  actions: z.array(
    z.enum([
      'claim',
      'release',
      'complete',
      'return',
      'sendBack',
      'approvers',
      'transfer',
      'delegate',
      'opine',
      'undelegate',
      'comment',
    ]),
  ),
  /** Finished steps the work can be sent back to, the latest first. */
  earlier: z.array(
    z.object({ elementId: z.string(), name: z.string(), doneAt: instant, doneByName: z.string().nullable() }),
  ),
  /** Units that are asked to decide along with this one and have not answered yet. */
  approvers: z.array(
    z.object({
      taskKey: key,
      units: z.array(z.string()),
      /** Name of the unit that has added it (加签); null: the diagram demands it. */
      addedByName: z.string().nullable(),
      /** This actor may take it out again (减签). */
      removable: z.boolean(),
    }),
  ),
  /** Another unit is asked for its opinion: which, since when, and what. */
  delegation: z.object({ unitName: z.string(), since: instant, question: z.string() }).nullable(),
  /** Opinions that were asked for and have come, in order. */
  opinions: z.array(z.object({ authorName: z.string(), text: z.string(), at: instant })),
  /** Why an action one would expect is missing, in words. */
  notices: z.array(z.string()),
  revision: z.number().int(),
});
export type TaskDetail = z.infer<typeof taskDetail>;

export const completeBody = z.object({ data: formData, revision: z.number().int().optional() });
export const returnBody = z.object({ reason: z.string().trim().min(1, '请写明要补正什么').max(500) });
export const sendBackBody = z.object({
  elementId: z.string().max(200),
  reason: z.string().trim().min(1, '请写明为什么退回').max(500),
});
const why = z.string().trim().min(1, '请写明原因').max(300);
export const addApproverBody = z.object({
  orgCode,
  place: z.enum(['beside', 'before', 'after']),
  reason: why,
});
export const removeApproverBody = z.object({ removedKey: key, reason: why });
export const transferBody = z.object({
  orgCode,
  reason: z.string().trim().min(1, '请写明转办原因').max(300),
});
export const delegateBody = z.object({
  orgCode,
  question: z.string().trim().min(1, '请写明要对方看什么').max(300),
});
export const opinionBody = z.object({ opinion: z.string().trim().min(1, '请写明意见').max(1000) });
export const draftBody = z.object({ data: formData });
export const savedAt = z.object({ savedAt: instant });
/** What follows a completed task: the sentence for the toast. */
export const completed = z.object({ caseNumber: z.string().nullable(), message: z.string() });
