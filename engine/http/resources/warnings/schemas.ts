import { z } from 'zod';
import { instant, key, orgCode, page, pageQuery } from '../../fields.ts';

export const warningQuery = pageQuery.extend({ org: orgCode.optional() });
export const warningItem = z.object({
  id: key,
  taskKey: key,
  taskName: z.string(),
  caseNumber: z.string().nullable(),
  caseTitle: z.string().nullable(),
  memberName: z.string().nullable(),
  orgCode,
  orgName: z.string(),
  dueAt: instant,
  overdueDays: z.number().int(),
  escalatedToName: z.string().nullable(),
  level: z.number().int(),
});
export type WarningItem = z.infer<typeof warningItem>;
export const warningPage = page(warningItem);

/** How the units of an organisation stand with the tasks they are responsible for. */
const boardRow = z.object({
  code: orgCode,
  name: z.string(),
  open: z.number().int(),
  overdue: z.number().int(),
  escalated: z.number().int(),
  longestDays: z.number().int(),
  onTimePercent: z.string().nullable(),
});

/**
 * The superior's board. Tasks are counted, each with the unit that is responsible for it, wherever the applicant belongs:
 * `own` are those of the superior itself, `rows` those of its direct lower organisations with all below them, `whole` is
 * all of it. A task that several units share counts with each of them and once in `whole`.
 */
export const board = z.object({
  org: z.object({ code: orgCode, name: z.string() }),
  totals: z.object({
    open: z.number().int(),
    overdue: z.number().int(),
    escalatedHere: z.number().int(),
    dueThisWeek: z.number().int(),
    closedThisMonth: z.number().int(),
  }),
  own: boardRow,
  rows: z.array(boardRow),
  whole: boardRow,
});
export type Board = z.infer<typeof board>;
export const boardQuery = z.object({ org: orgCode.optional() });

/** Which number of the board the tasks stand behind. */
export const boardTaskQuery = pageQuery.extend({
  org: orgCode.optional(),
  show: z
    .enum(['overdue', 'escalated', 'escalatedHere', 'dueThisWeek', 'open', 'closedThisMonth'])
    .default('overdue'),
  /** `org`: tasks of that organisation itself; `subtree`: also of those below it. */
  reach: z.enum(['org', 'subtree']).default('subtree'),
});
/** The board with the list that is open under it. */
export const boardExportQuery = boardTaskQuery.pick({ org: true, show: true, reach: true });
export const boardTask = z.object({
  key,
  name: z.string(),
  caseNumber: z.string().nullable(),
  caseTitle: z.string().nullable(),
  memberName: z.string().nullable(),
  /** The responsible units, in words. */
  unitNames: z.string(),
  dueAt: instant.nullable(),
  overdue: z.boolean(),
  /** Whole working days past due. */
  overdueDays: z.number().int(),
  escalatedToName: z.string().nullable(),
  completedAt: instant.nullable(),
});
export type BoardTask = z.infer<typeof boardTask>;
export const boardTaskPage = page(boardTask);
