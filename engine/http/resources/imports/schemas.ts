import { z } from 'zod';
import { instant, key, page, pageQuery } from '../../fields.ts';

export const importKind = z.enum(['organisations', 'members', 'accounts']);

export const importBatch = z.object({
  id: key,
  kind: importKind,
  fileName: z.string(),
  state: z.enum(['reading', 'ready', 'importing', 'imported', 'failed', 'discarded']),
  progress: z.object({ done: z.number().int(), total: z.number().int() }),
  /** Rows by outcome, and findings by action. */
  summary: z.object({
    rows: z.number().int(),
    new: z.number().int(),
    update: z.number().int(),
    same: z.number().int(),
    reject: z.number().int(),
    ignore: z.number().int(),
    normalised: z.number().int(),
    warned: z.number().int(),
    /** Findings on the file as a whole: unknown columns, title rows … */
    notices: z.array(z.string()),
  }),
  error: z.string().nullable(),
  createdAt: instant,
  importedAt: instant.nullable(),
});
export type ImportBatch = z.infer<typeof importBatch>;

export const finding = z.object({
  field: z.string().nullable(),
  kind: z.string(),
  action: z.enum(['reject', 'normalise', 'warn', 'accept', 'ignore']),
  written: z.string().nullable(),
  value: z.string().nullable(),
  message: z.string(),
});
export const importRow = z.object({
  rowNo: z.number().int(),
  outcome: z.enum(['new', 'update', 'same', 'reject', 'ignore']),
  label: z.string().nullable(),
  findings: z.array(finding),
});
export type ImportRow = z.infer<typeof importRow>;
export const importRowQuery = pageQuery.extend({
  outcome: z.enum(['all', 'reject', 'finding', 'new', 'update', 'same', 'ignore']).default('finding'),
});
export const importRowPage = page(importRow);
/** `all`: the file imports whole or not at all. `goodRows`: rows without a rejection go in, the rest stay in the report. */
export const commitBody = z.object({ mode: z.enum(['all', 'goodRows']) });
export const importQuery = z.object({ kind: importKind.optional() });
export const importList = z.object({ items: z.array(importBatch) });
