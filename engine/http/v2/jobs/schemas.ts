import { z } from 'zod';
import { jobKinds, jobStates, listenerEvents } from '../../../registers/engine/jobs.ts';
import { instant, key, long, operationReference, tenantId, variables } from '../fields.ts';
import { changeset } from '../user-tasks/schemas.ts';

const kind = z.enum(Object.keys(jobKinds));
const listenerEventType = z.enum(Object.keys(listenerEvents));

export const job = z.object({
  jobKey: key,
  processInstanceKey: key,
  processDefinitionKey: key,
  processDefinitionId: z.string(),
  elementId: z.string(),
  elementInstanceKey: key,
  type: z.string(),
  kind,
  listenerEventType,
  state: z.enum(Object.keys(jobStates)),
  retries: z.int(),
  worker: z.string(),
  customHeaders: z.record(z.string(), z.string()),
  deadline: instant.optional(),
  endTime: instant.optional(),
  errorCode: z.string().optional(),
  errorMessage: z.string().optional(),
  isDenied: z.boolean().optional(),
  deniedReason: z.string().optional(),
  hasFailedWithRetriesLeft: z.boolean(),
  tenantId,
});

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;

export const activationBody = z.strictObject({
  type: z.string().min(1),
  worker: z.string().max(500).default(''),
  timeout: long(1, YEAR),
  maxJobsToActivate: z
    .int()
    .min(1)
    .transform((count) => Math.min(count, 1_000)),
  fetchVariable: z.array(z.string()).max(1_000).default([]),
  requestTimeout: long(-HOUR, HOUR).default(0),
  tenantIds: z.array(tenantId).optional(),
});

const userTaskProperties = z.object({
  userTaskKey: key,
  action: z.string(),
  assignee: z.string().nullable(),
  candidateGroups: z.array(z.string()),
  candidateUsers: z.array(z.string()),
  changedAttributes: z.array(z.string()),
  dueDate: instant.nullable(),
  followUpDate: instant.nullable(),
  formKey: key.optional(),
  priority: z.int(),
});

export const activated = z.object({
  jobs: z.array(
    z.object({
      jobKey: key,
      type: z.string(),
      kind,
      listenerEventType,
      processInstanceKey: key,
      processDefinitionKey: key,
      processDefinitionId: z.string(),
      processDefinitionVersion: z.int(),
      elementId: z.string(),
      elementInstanceKey: key,
      customHeaders: z.record(z.string(), z.string()),
      worker: z.string(),
      retries: z.int(),
      deadline: z.int(),
      variables: z.record(z.string(), z.json()),
      userTask: userTaskProperties.optional(),
      tags: z.array(z.string()),
      tenantId,
    }),
  ),
});

/** Ad-hoc sub-processes choose their elements by FEEL or by hand here, so that no job of theirs has a result. */
const result = z.strictObject({
  type: z.literal('userTask'),
  denied: z.boolean().nullish(),
  deniedReason: z.string().nullish(),
  corrections: changeset.extend({ assignee: z.string().max(200).nullish() }).nullish(),
});

export const completionBody = z.strictObject({
  variables: variables.nullish(),
  result: result.nullish(),
});

export const failureBody = z.strictObject({
  retries: z.int().min(0).max(1_000_000).default(0),
  errorMessage: z.string().max(10_000).default(''),
  retryBackOff: long(0, YEAR).default(0),
  variables: variables.optional(),
});

export const errorBody = z.strictObject({
  errorCode: z.string().min(1),
  errorMessage: z.string().max(10_000).nullish(),
  variables: variables.nullish(),
});

export const updateBody = z.strictObject({
  changeset: z.object({
    retries: z.int().min(1).max(1_000_000).nullish(),
    timeout: long(0, YEAR).nullish(),
  }),
  operationReference,
});
