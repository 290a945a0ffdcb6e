import { z } from 'zod';
import { diagramLimits } from '../../../bpmn/limits.ts';
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

/** Every version that was deployed, the newest first. */
const versions = z.array(
  z.object({
    version: z.number().int(),
    deployedAt: instant,
    deployedBy: z.string().nullable(),
    running: z.number().int(),
  }),
);

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
  savedBy: z.string().nullable(),
  versions,
  /** Where running cases stand, by element, whatever their version: the badges on the diagram. */
  tokens: z.record(z.string(), z.number().int()),
  /** Lines of assignments.csv for this process and for all processes. */
  assignments: z.array(z.record(z.string(), z.string())),
});
export type ProcessWork = z.infer<typeof processWork>;

/** A version to look at, as it was deployed. */
export const processVersion = processWork
  .pick({ processId: true, name: true, xml: true, forms: true, versions: true })
  .extend({ version: z.number().int() });
export type ProcessVersion = z.infer<typeof processVersion>;

export const draftBody = z.object({
  name: z.string().min(1).max(80),
  xml: z.string().max(diagramLimits.bytes, '流程文件太大，最多 10 MB。请拆成几个流程，用调用活动连起来。'),
  forms: z.record(z.string(), z.record(z.string(), z.json())),
  /** The state it was changed from; 0: there was no draft. */
  revision: z.number().int(),
  /** The version it was begun on; null: never deployed. */
  basedOnVersion: z.number().int().nullable(),
});
export const draftSaved = z.object({ revision: z.number().int(), savedAt: instant });

export const lintProblem = z.object({
  elementId: z.string().nullable(),
  line: z.number().int().nullable(),
  severity: z.enum(['error', 'warning']),
  rule: z.string(),
  message: z.string(),
  messageEn: z.string(),
  /** Form and component it is about; null: the diagram. */
  formId: z.string().nullable(),
  componentId: z.string().nullable(),
});
export type LintProblem = z.infer<typeof lintProblem>;
export const lintBody = z.object({
  /** The process the draft belongs to. */
  processId: z.string().max(100).optional(),
  xml: z.string().max(diagramLimits.bytes, '流程文件太大，最多 10 MB。请拆成几个流程，用调用活动连起来。'),
  forms: z.record(z.string(), z.record(z.string(), z.json())),
});
export const lintResult = z.object({ problems: z.array(lintProblem) });
/** The state of the draft that was looked at. */
export const deployBody = z.object({ revision: z.number().int() });
export const deployed = z.object({
  processId: z.string(),
  version: z.number().int(),
  unchanged: z.boolean(),
  running: z.number().int(),
});
export const templates = z.object({
  items: z.array(z.record(z.string(), z.json())),
  supported: z.array(
    z.object({
      type: z.string(),
      name: z.string(),
      executed: z.boolean(),
      /** What an event catches or throws: timer, message … */
      isEvent: z.boolean(),
    }),
  ),
});
export type Templates = z.infer<typeof templates>;
export const newProcess = z.object({
  name: z.string().trim().min(2, '名称至少两个字').max(40),
  /** Made from the name when it is absent. */
  processId: z
    .string()
    .regex(/^[a-z][a-z0-9_]{1,39}$/, '标识用小写字母开头，只用小写字母、数字和下划线')
    .optional(),
  /** First part of case numbers; without it members are not offered the process. */
  serviceCode: z
    .string()
    .regex(/^[A-Z]{2}$/, '服务代码是两个大写字母')
    .optional(),
});
export const processCreated = z.object({ processId: z.string() });
