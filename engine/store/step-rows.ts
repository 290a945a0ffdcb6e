import type { Event } from '../core/events.ts';
import type { Key } from '../core/keys.ts';
import type { HeldInstance } from './instances.ts';
import type { SavePart } from './save-batch.ts';

type Of<T extends Event['type']> = Extract<Event, { type: T }>;

/** A unit or member that may work a task, and why. */
export interface Candidate {
  kind: 'unit' | 'member' | 'group';
  value: string;
  reason: string;
}

export interface StepContext {
  now: Date;
  /** Who gave the command: `account:<username>`, `member:<id>`, `system`. */
  actorId: string;
  /** Candidates of the tasks created in this command, by task key. */
  candidates: Map<Key, Candidate[]>;
  /** What became of jobs that could not be done, by job key. */
  jobErrors: Map<Key, string>;
}

/**
 * The rows of what an instance waits for, from the events of its steps. What was created and ended within one command
 * is inserted in its final state: parts of a batch may not change a row twice.
 */
export function stepParts(held: HeldInstance, context: StepContext): SavePart[] {
  return [
    ...taskParts(held, context),
    ...jobParts(held, context),
    ...timerParts(held),
    ...subscriptionParts(held, context),
    ...incidentParts(held, context),
  ];
}

function taskParts(
  { events, instance, definition, caseFile }: HeldInstance,
  context: StepContext,
): SavePart[] {
  const created = all(events, 'userTaskCreated');
  const completed = new Set(all(events, 'userTaskCompleted').map((event) => event.userTaskKey));
  const cancelled = new Set(all(events, 'userTaskCancelled').map((event) => event.userTaskKey));
  const stateOf = (key: Key) =>
    completed.has(key) ? 'completed' : cancelled.has(key) ? 'cancelled' : 'created';
  const rows = created.map((task) => ({
    key: task.userTaskKey,
    element_instance_key: task.elementInstanceKey,
    element_id: task.elementId,
    name: task.name,
    form_key: task.formId === null ? null : (definition.forms[task.formId] ?? null),
    state: stateOf(task.userTaskKey),
    assignee: task.assignee,
    term: task.term,
    due_at: task.dueAt,
    follow_up_at: task.followUpAt,
    priority: task.priority,
    properties: task.properties,
  }));
  const candidates = created.flatMap(({ userTaskKey }) =>
    (context.candidates.get(userTaskKey) ?? []).map((candidate) => ({ task_key: userTaskKey, ...candidate })),
  );
  const own = new Set(created.map((task) => task.userTaskKey));
  const ended = [...completed, ...cancelled].filter((key) => !own.has(key));
  return [
    ...part(rows, 'ut', {
      text: `insert into user_task (key, instance_key, process_id, definition_key, case_id, created_at,
               element_instance_key, element_id, name, form_key, state, assignee, term, due_at, follow_up_at, priority,
               properties, claimed_at)
             select r.key, $1, $2, $3, $4, $5, r.element_instance_key, r.element_id, r.name, r.form_key, r.state,
               r.assignee, r.term, r.due_at, r.follow_up_at, r.priority, r.properties,
               case when r.assignee is not null then $5::timestamptz end
             from jsonb_to_recordset($6) as r(key bigint, element_instance_key bigint, element_id text, name text,
               form_key bigint, state text, assignee text, term text, due_at timestamptz, follow_up_at timestamptz,
               priority int, properties jsonb)`,
      values: [instance.key, definition.processId, definition.key, caseFile?.id ?? null, context.now],
    }),
    ...part(candidates, 'tc', {
      text: `insert into task_candidate (task_key, kind, value, reason)
             select r.task_key, r.kind, r.value, r.reason
               from jsonb_to_recordset($1) as r(task_key bigint, kind text, value text, reason text)
             on conflict do nothing`,
      values: [],
    }),
    ...part(
      ended.map((key) => ({ key, state: stateOf(key) })),
      'ud',
      {
        text: `update user_task t set state = r.state, completed_at = $1, completed_by = $2, revision = t.revision + 1
               from jsonb_to_recordset($3) as r(key bigint, state text) where t.key = r.key`,
        values: [context.now, context.actorId],
      },
    ),
  ];
}

function jobParts({ events, instance }: HeldInstance, context: StepContext): SavePart[] {
  const completed = new Set(all(events, 'jobCompleted').map((event) => event.jobKey));
  const cancelled = new Set(all(events, 'jobCancelled').map((event) => event.jobKey));
  const stateOf = (key: Key) => {
    if (completed.has(key)) return 'completed';
    if (cancelled.has(key)) return 'cancelled';
    return context.jobErrors.has(key) ? 'failed' : 'created';
  };
  const created = all(events, 'jobCreated');
  const own = new Set(created.map((job) => job.jobKey));
  const changed = [...completed, ...cancelled].filter((key) => !own.has(key));
  return [
    ...part(
      created.map((job) => ({
        key: job.jobKey,
        element_instance_key: job.elementInstanceKey,
        element_id: job.elementId,
        name: job.name,
        job_type: job.jobType,
        state: stateOf(job.jobKey),
        retries: job.retries,
        headers: job.headers,
        // what a job was given is kept only while somebody may still have to do it
        variables: stateOf(job.jobKey) === 'completed' ? {} : job.variables,
        error_message: context.jobErrors.get(job.jobKey) ?? null,
      })),
      'jo',
      {
        text: `insert into job (key, instance_key, created_at, element_instance_key, element_id, name, job_type, state,
                 retries, headers, variables, error_message, ended_at)
               select r.key, $1, $2, r.element_instance_key, r.element_id, r.name, r.job_type, r.state, r.retries,
                 r.headers, r.variables, r.error_message,
                 case when r.state in ('completed', 'cancelled') then $2::timestamptz end
               from jsonb_to_recordset($3) as r(key bigint, element_instance_key bigint, element_id text, name text,
                 job_type text, state text, retries int, headers jsonb, variables jsonb, error_message text)`,
        values: [instance.key, context.now],
      },
    ),
    ...part(
      changed.map((key) => ({ key, state: stateOf(key) })),
      'ju',
      {
        text: `update job j set state = r.state, variables = '{}', ended_at = $1
               from jsonb_to_recordset($2) as r(key bigint, state text) where j.key = r.key`,
        values: [context.now],
      },
    ),
  ];
}

function timerParts({ events, instance }: HeldInstance): SavePart[] {
  const fired = new Set(all(events, 'timerFired').map((event) => event.timerKey));
  const cancelled = new Set(all(events, 'timerCancelled').map((event) => event.timerKey));
  const stateOf = (key: Key) => (fired.has(key) ? 'fired' : cancelled.has(key) ? 'cancelled' : 'waiting');
  const created = all(events, 'timerCreated');
  const own = new Set(created.map((timer) => timer.timerKey));
  const ended = [...fired, ...cancelled].filter((key) => !own.has(key));
  return [
    ...part(
      created.map((timer) => ({
        key: timer.timerKey,
        element_instance_key: timer.elementInstanceKey,
        element_id: timer.elementId,
        due_at: timer.dueAt,
        state: stateOf(timer.timerKey),
      })),
      'ti',
      {
        text: `insert into timer (key, instance_key, element_instance_key, element_id, due_at, state)
               select r.key, $1, r.element_instance_key, r.element_id, r.due_at, r.state
                 from jsonb_to_recordset($2) as r(key bigint, element_instance_key bigint, element_id text,
                   due_at timestamptz, state text)`,
        values: [instance.key],
      },
    ),
    ...part(
      ended.map((key) => ({ key, state: stateOf(key) })),
      'tu',
      {
        text: `update timer t set state = r.state from jsonb_to_recordset($1) as r(key bigint, state text)
               where t.key = r.key`,
        values: [],
      },
    ),
  ];
}

function subscriptionParts({ events, instance }: HeldInstance, context: StepContext): SavePart[] {
  const closed = new Set(all(events, 'subscriptionClosed').map((event) => event.subscriptionKey));
  const opened = all(events, 'subscriptionOpened');
  const own = new Set(opened.map((event) => event.subscriptionKey));
  const gone = [...closed].filter((key) => !own.has(key));
  const open = opened.filter((event) => !closed.has(event.subscriptionKey));
  return [
    ...part(
      open.map((event) => ({
        key: event.subscriptionKey,
        element_instance_key: event.elementInstanceKey,
        element_id: event.elementId,
        message_name: event.messageName,
        correlation_key: event.correlationKey,
      })),
      'si',
      {
        text: `insert into subscription (key, instance_key, opened_at, element_instance_key, element_id, message_name,
                 correlation_key)
               select r.key, $1, $2, r.element_instance_key, r.element_id, r.message_name, r.correlation_key
                 from jsonb_to_recordset($3) as r(key bigint, element_instance_key bigint, element_id text,
                   message_name text, correlation_key text)`,
        values: [instance.key, context.now],
      },
    ),
    ...part(gone, 'sd', {
      text: `delete from subscription where key in (select r::bigint from jsonb_array_elements_text($1) r)`,
      values: [],
    }),
  ];
}

function incidentParts({ events, instance }: HeldInstance, context: StepContext): SavePart[] {
  const resolved = new Set(all(events, 'incidentResolved').map((event) => event.incidentKey));
  const raised = all(events, 'incidentRaised').filter((event) => !resolved.has(event.incidentKey));
  const own = new Set(all(events, 'incidentRaised').map((event) => event.incidentKey));
  return [
    ...part(
      raised.map((event) => ({
        key: event.incidentKey,
        element_instance_key: event.elementInstanceKey,
        element_id: event.elementId,
        job_key: event.jobKey ?? null,
        code: event.code,
        message: event.message,
      })),
      'ii',
      {
        text: `insert into incident (key, instance_key, raised_at, element_instance_key, element_id, job_key, code, message)
               select r.key, $1, $2, r.element_instance_key, r.element_id, r.job_key, r.code, r.message
                 from jsonb_to_recordset($3) as r(key bigint, element_instance_key bigint, element_id text,
                   job_key bigint, code text, message text)`,
        values: [instance.key, context.now],
      },
    ),
    ...part(
      [...resolved].filter((key) => !own.has(key)),
      'iu',
      {
        text: `update incident set resolved_at = $1, resolved_by = $2
               where key in (select r::bigint from jsonb_array_elements_text($3) r)`,
        values: [context.now, context.actorId],
      },
    ),
  ];
}

/** A part over a list of rows, which is its last value; none when there are no rows. */
function part(rows: unknown[], code: string, statement: Omit<SavePart, 'code'>): SavePart[] {
  if (rows.length === 0) return [];
  return [{ code, text: statement.text, values: [...statement.values, JSON.stringify(rows)] }];
}

function all<T extends Event['type']>(events: Event[], type: T): Of<T>[] {
  return events.filter((event): event is Of<T> => event.type === type);
}
