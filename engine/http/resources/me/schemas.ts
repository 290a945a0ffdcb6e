import { z } from 'zod';
import { instant, key } from '../../fields.ts';
import { pathStep } from '../cases/schemas.ts';

/** 党员信息表 (S6) as the member sees it: all read-only but the two fields, which start their services. */
export const ownSheet = z.object({
  id: key,
  name: z.string(),
  cardNo: z.string(),
  memberNo: z.string(),
  orgName: z.string(),
  orgPath: z.string(),
  photoId: z.string().nullable(),
  /** Label → value, in the order of the printed sheet. */
  fields: z.array(z.object({ label: z.string(), value: z.string() })),
});
export type OwnSheet = z.infer<typeof ownSheet>;

export const ownCase = z.object({
  number: z.string(),
  title: z.string(),
  serviceName: z.string(),
  status: z.enum(['open', 'closed']),
  /** "核查中", "请您补充材料", "已办结" */
  statusText: z.string(),
  overdue: z.boolean(),
  /** Something automatic has failed; the unit has been told. */
  stopped: z.boolean(),
  submittedAt: instant,
  closedAt: instant.nullable(),
  path: z.array(pathStep),
  /** Tasks waiting for the member himself (补正, 确认 …). */
  tasks: z.array(z.object({ key, name: z.string(), dueAt: instant.nullable() })),
  canUrge: z.boolean(),
  canWithdraw: z.boolean(),
});
export type OwnCase = z.infer<typeof ownCase>;
export const ownCases = z.object({ items: z.array(ownCase) });

export const suggestion = z.object({ text: z.string().trim().min(10, '请至少写 10 个字').max(3000) });
