import { writeJobKey } from './job-key.ts';
import {
  instanceReach,
  instant,
  jobKey,
  key,
  present,
  tenant,
  TENANT,
  text,
  time,
  word,
  wordFor,
  type Searchable,
} from './searchable.ts';

interface Row {
  key: string;
  instance_key: string;
  definition_key: string;
  process_id: string;
  element_id: string;
  element_instance_key: string;
  error_type: string;
  message: string;
  state: string;
  raised_at: Date;
  job_key: string | null;
  fence: number | null;
}

const states = { ACTIVE: ['active'], RESOLVED: ['resolved'], MIGRATED: [], PENDING: [] };

/** What this engine's incidents are to Camunda's clients; a failed job's kind says which of three it is. */
export const errorTypes: Record<string, string[]> = {
  JOB_NO_RETRIES: ['job_failed element'],
  EXECUTION_LISTENER_NO_RETRIES: ['job_failed executionListener'],
  TASK_LISTENER_NO_RETRIES: ['job_failed taskListener'],
  EXTRACT_VALUE_ERROR: [
    'expression_failed',
    'correlation_key_unreadable',
    'not_a_list',
    'term_unreadable',
    'timer_unreadable',
  ],
  CONDITION_ERROR: ['no_matching_flow'],
  CALLED_ELEMENT_ERROR: ['call_failed'],
  UNHANDLED_ERROR_EVENT: ['error_not_caught'],
  DECISION_EVALUATION_ERROR: ['decision_failed'],
  UNKNOWN: ['join_waits_forever', 'step_budget', 'too_many_rounds', 'element_not_found'],
  UNSPECIFIED: [],
  IO_MAPPING_ERROR: [],
  AD_HOC_SUB_PROCESS_NO_RETRIES: [],
  MESSAGE_SIZE_EXCEEDED: [],
  CALLED_DECISION_ERROR: [],
  FORM_NOT_FOUND: [],
  RESOURCE_NOT_FOUND: [],
};

const state = `case when x.resolved_at is null then 'active' else 'resolved' end`;
const errorType = `case when x.code = 'job_failed' then 'job_failed ' || coalesce(j.kind, 'element') else x.code end`;

export const incidents = {
  from: 'incident x join process_instance i on i.key = x.instance_key left join job j on j.key = x.job_key',
  select: `x.key, x.instance_key, i.definition_key, i.process_id, x.element_id, x.element_instance_key,
    ${errorType} as error_type, x.message, ${state} as state, x.raised_at, x.job_key, j.fence`,
  key: 'incidentKey',
  fields: {
    incidentKey: key('x.key'),
    processInstanceKey: key('x.instance_key'),
    processDefinitionKey: key('i.definition_key'),
    processDefinitionId: text('i.process_id'),
    elementId: text('x.element_id'),
    elementInstanceKey: key('x.element_instance_key'),
    errorType: word(errorType, errorTypes),
    errorMessage: text('x.message'),
    state: word(state, states),
    creationTime: time('x.raised_at'),
    jobKey: jobKey('x.job_key'),
    tenantId: tenant,
  },
  reach: instanceReach('instance'),
  toItem: (row: Row) =>
    present({
      incidentKey: row.key,
      processInstanceKey: row.instance_key,
      processDefinitionKey: row.definition_key,
      processDefinitionId: row.process_id,
      elementId: row.element_id,
      elementInstanceKey: row.element_instance_key,
      errorType: wordFor(errorTypes, row.error_type),
      errorMessage: row.message,
      state: wordFor(states, row.state),
      creationTime: instant(row.raised_at)!,
      jobKey: row.job_key === null ? null : writeJobKey(row.job_key, row.fence ?? 0),
      tenantId: TENANT,
    }),
} satisfies Searchable<Row>;
