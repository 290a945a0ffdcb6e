import { z } from 'zod';
import { instant } from '../../fields.ts';

export const processSummary = z.object({
  processId: z.string(),
  name: z.string(),
  serviceCode: z.string().nullable(),
  version: z.number().int().nullable(),
  deployedAt: instant.nullable(),
  running: z.number().int(),
  draft: z
    .object({ savedAt: instant, savedBy: z.string(), basedOnVersion: z.number().int().nullable() })
    .nullable(),
});
export const processList = z.object({ items: z.array(processSummary) });
export type ProcessSummary = z.infer<typeof processSummary>;

/** What the studio opens: the draft if there is one, else the newest version. */
export const processWork = z.object({
  processId: z.string(),
  name: z.string(),
  xml: z.string(),
  /** form id → form-js schema */
  forms: z.record(z.string(), z.record(z.string(), z.json())),
  isDraft: z.boolean(),
  basedOnVersion: z.number().int().nullable(),
  revision: z.number().int(),
  savedAt: instant.nullable(),
  versions: z.array(
    z.object({
      version: z.number().int(),
      deployedAt: instant,
      deployedBy: z.string().nullable(),
      running: z.number().int(),
    }),
  ),
  /** Running tokens by element of the newest version: the badges on the diagram. */
  tokens: z.record(z.string(), z.number().int()),
  /** Assignment lines of this process, as in assignments.csv. */
  assignments: z.array(z.record(z.string(), z.string())),
});
export type ProcessWork = z.infer<typeof processWork>;

export const draftBody = z.object({
  name: z.string().min(1).max(80),
  xml: z.string().max(10_000_000),
  forms: z.record(z.string(), z.record(z.string(), z.json())),
  revision: z.number().int(),
});
export const draftSaved = z.object({ revision: z.number().int(), savedAt: instant });

export const lintProblem = z.object({
  elementId: z.string().nullable(),
  line: z.number().int().nullable(),
  severity: z.enum(['error', 'warning']),
  rule: z.string(),
  message: z.string(),
  messageEn: z.string(),
});
export type LintProblem = z.infer<typeof lintProblem>;
export const lintBody = z.object({
  xml: z.string().max(10_000_000),
  forms: z.record(z.string(), z.record(z.string(), z.json())),
});
export const lintResult = z.object({ problems: z.array(lintProblem) });
export const deployed = z.object({
  processId: z.string(),
  version: z.number().int(),
  unchanged: z.boolean(),
  running: z.number().int(),
});
export const templates = z.object({ items: z.array(z.record(z.string(), z.json())) });
