import { z } from 'zod';
import { instant } from '../../fields.ts';

export const policyName = z.enum(['permissions', 'assignments', 'escalation', 'calendar']);
const choice = z.object({ value: z.string(), label: z.string() });
/** A value of the forms that a condition may ask for. */
const variable = choice.extend({
  kind: z.enum(['text', 'number', 'boolean', 'choice']),
  options: z.array(choice),
});
const processWords = z.object({
  id: z.string(),
  name: z.string(),
  tasks: z.array(choice),
  variables: z.array(variable),
  /** Fields of its forms in which somebody chooses a unit. */
  units: z.array(z.object({ key: z.string(), label: z.string() })),
});
export type Choice = z.infer<typeof choice>;
export type Variable = z.infer<typeof variable>;
export type ProcessWords = z.infer<typeof processWords>;
export const policyTable = z.object({
  name: policyName,
  version: z.number().int(),
  columns: z.array(z.object({ key: z.string(), label: z.string(), help: z.string() })),
  rows: z.array(z.record(z.string(), z.string())),
  /** Column → what its cells may hold, in words; of columns that are closed lists. */
  choices: z.record(z.string(), z.array(choice)),
  /** What lines may name of the district's processes; empty for tables that name none. */
  processes: z.array(processWords),
  changedAt: instant.nullable(),
  changedBy: z.string().nullable(),
});
export type PolicyTable = z.infer<typeof policyTable>;
export const policyBody = z.object({
  rows: z.array(z.record(z.string(), z.string().trim().max(500))).max(5000),
  version: z.number().int(),
});
/**
 * What a change would do (dry run) or did: open tasks that get other responsible units, by their names, and open tasks that
 * get another due date because the calendar changed. `row` counts from
 * 0; -1 is the table as a whole.
 */
export const policyImpact = z.object({
  version: z.number().int(),
  problems: z.array(z.object({ row: z.number().int(), column: z.string(), message: z.string() })),
  moved: z.array(
    z.object({
      taskKey: z.string(),
      taskName: z.string(),
      caseNumber: z.string().nullable(),
      from: z.array(z.string()),
      to: z.array(z.string()),
    }),
  ),
  recounted: z.array(
    z.object({
      taskKey: z.string(),
      taskName: z.string(),
      caseNumber: z.string().nullable(),
      from: instant,
      to: instant,
    }),
  ),
});
export type PolicyImpact = z.infer<typeof policyImpact>;
export const policyQuery = z.object({ dryRun: z.enum(['true', 'false']).default('false') });
/** W4: why can or can't an account see or do this, in sentences. */
export const explainQuery = z.object({
  username: z.string().max(64),
  resource: z.string().max(40),
  action: z.string().max(40),
  id: z.string().max(40).optional(),
});
export const explanation = z.object({ allowed: z.boolean(), sentences: z.array(z.string()) });
