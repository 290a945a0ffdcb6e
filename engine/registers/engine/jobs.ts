import { writeJobKey } from './job-key.ts';
import {
  flag,
  instanceReach,
  instant,
  integer,
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
  fence: number;
  instance_key: string;
  definition_key: string;
  process_id: string;
  element_id: string;
  element_instance_key: string;
  job_type: string;
  kind: string;
  listener_event: string;
  state: string;
  failed_before: boolean;
  retries: number;
  worker: string;
  headers: Record<string, string>;
  deadline: Date | null;
  ended_at: Date | null;
  error_code: string | null;
  error_message: string | null;
  denied_reason: string | null;
}

/** Camunda has no word for a job that a worker has: what happened to it last counts. */
export const jobStates = {
  CREATED: ['created'],
  FAILED: ['failed'],
  COMPLETED: ['completed'],
  CANCELED: ['cancelled'],
  ERROR_THROWN: ['error_thrown'],
  MIGRATED: [],
  RETRIES_UPDATED: [],
  TIMED_OUT: [],
};
export const jobKinds = {
  BPMN_ELEMENT: ['element'],
  EXECUTION_LISTENER: ['executionListener'],
  TASK_LISTENER: ['taskListener'],
  AD_HOC_SUB_PROCESS: [],
};
export const listenerEvents = {
  UNSPECIFIED: ['none'],
  START: ['start'],
  END: ['end'],
  CREATING: ['creating'],
  COMPLETING: ['completing'],
  ASSIGNING: ['assigning'],
  CANCELING: ['canceling'],
  UPDATING: ['updating'],
};

const failedBefore = `(j.state in ('created', 'activated') and j.error_message is not null)`;
const state = `case when ${failedBefore} then 'failed' when j.state = 'activated' then 'created' else j.state end`;
const listenerEvent = `coalesce(j.listener_event, 'none')`;
const deadline = `case when j.state = 'activated' then j.available_at end`;
const worker = `coalesce(j.worker, '')`;

export const jobs = {
  from: 'job j join process_instance i on i.key = j.instance_key',
  select: `j.key, j.fence, j.instance_key, i.definition_key, i.process_id, j.element_id, j.element_instance_key,
    j.job_type, j.kind, ${listenerEvent} as listener_event, ${state} as state, ${failedBefore} as failed_before, j.retries,
    ${worker} as worker, j.headers, ${deadline} as deadline, j.ended_at, j.error_code, j.error_message, j.denied_reason`,
  key: 'jobKey',
  fields: {
    jobKey: jobKey('j.key'),
    processInstanceKey: key('j.instance_key'),
    processDefinitionKey: key('i.definition_key'),
    processDefinitionId: text('i.process_id'),
    elementId: text('j.element_id'),
    elementInstanceKey: key('j.element_instance_key'),
    type: text('j.job_type'),
    kind: word('j.kind', jobKinds),
    listenerEventType: word(listenerEvent, listenerEvents),
    state: word(state, jobStates),
    retries: integer('j.retries'),
    worker: text(worker),
    deadline: time(deadline),
    endTime: time('j.ended_at'),
    errorCode: text('j.error_code'),
    errorMessage: text('j.error_message'),
    deniedReason: text('j.denied_reason'),
    isDenied: flag('j.denied_reason is not null'),
    hasFailedWithRetriesLeft: flag(failedBefore, { unsorted: true }),
    tenantId: tenant,
  },
  reach: instanceReach('job'),
  toItem: (row: Row) =>
    present({
      jobKey: writeJobKey(row.key, row.fence),
      processInstanceKey: row.instance_key,
      processDefinitionKey: row.definition_key,
      processDefinitionId: row.process_id,
      elementId: row.element_id,
      elementInstanceKey: row.element_instance_key,
      type: row.job_type,
      kind: wordFor(jobKinds, row.kind),
      listenerEventType: wordFor(listenerEvents, row.listener_event),
      state: wordFor(jobStates, row.state),
      retries: row.retries,
      worker: row.worker,
      customHeaders: row.headers,
      deadline: instant(row.deadline),
      endTime: instant(row.ended_at),
      errorCode: row.error_code,
      errorMessage: row.error_message,
      isDenied: row.denied_reason === null ? null : true,
      deniedReason: row.denied_reason,
      hasFailedWithRetriesLeft: row.failed_before,
      tenantId: TENANT,
    }),
} satisfies Searchable<Row>;
