import { z } from 'zod';
import { taskStates } from '../../../registers/engine/user-tasks.ts';
import { instant, key, tenantId, variables } from '../fields.ts';

export const userTask = z.object({
  userTaskKey: key,
  processInstanceKey: key,
  processDefinitionKey: key,
  processDefinitionId: z.string(),
  processDefinitionVersion: z.int(),
  processName: z.string(),
  elementId: z.string(),
  elementInstanceKey: key,
  name: z.string(),
  state: z.enum(Object.keys(taskStates)),
  assignee: z.string().optional(),
  candidateGroups: z.array(z.string()),
  candidateUsers: z.array(z.string()),
  creationDate: instant,
  completionDate: instant.optional(),
  dueDate: instant.optional(),
  followUpDate: instant.optional(),
  priority: z.int(),
  formKey: key.optional(),
  customHeaders: z.record(z.string(), z.string()),
  tenantId,
});

/** What is called an action there is only told to listeners, which here know what they are called for. */
const action = z.string().nullish();

export const completionBody = z.strictObject({ variables: variables.nullish(), action });

export const assignmentBody = z.strictObject({
  assignee: z.string().min(1).max(200),
  allowOverride: z.boolean().nullish(),
  action,
});

const names = z.array(z.string().min(1).max(200)).max(100);
/** Empty: the task has none any more. */
const date = z.union([instant, z.literal('')]);

/** What programs may change of a task; what is left out stays. */
export const changeset = z.object({
  dueDate: date.nullish(),
  followUpDate: date.nullish(),
  candidateGroups: names.nullish(),
  candidateUsers: names.nullish(),
  priority: z.int().min(0).max(100).nullish(),
});

export const updateBody = z.strictObject({
  changeset: changeset.nullish(),
  action,
});
