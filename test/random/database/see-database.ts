import type { Pool } from 'pg';
import type { Instance } from '../../../engine/core/instance.ts';
import type { JsonObject, JsonValue, Key } from '../../../engine/core/keys.ts';
import type { Heard } from '../reference/accept.ts';
import { canonical, jobLine, sorted, waitLine, type View } from '../reference/view.ts';
import type { OpenItems, OpenWait } from '../see-world.ts';
import { hearerId } from './stage.ts';

/** Everything a process instance and those it has called have left in the tables, ended or not; nothing of the engine is asked. */
export interface Rows {
  instances: { key: Key; processId: string; state: Instance['state']; data: Instance }[];
  /** Live ones. */
  elements: { key: Key; at: string; in: Key | null; instanceKey: Key }[];
  variables: { scopeKey: Key; name: string; value: string }[];
  tasks: { key: Key; elementKey: Key; instanceKey: Key; state: string }[];
  jobs: {
    key: Key;
    elementKey: Key;
    instanceKey: Key;
    type: string;
    listener: string | null;
    state: string;
    fence: number;
    availableAt: string | null;
  }[];
  timers: { key: Key; elementKey: Key; instanceKey: Key; at: string; dueAt: string }[];
  subscriptions: {
    key: Key;
    elementKey: Key;
    instanceKey: Key;
    at: string;
    name: string;
    correlationKey: string;
  }[];
  signals: { key: Key; elementKey: Key; instanceKey: Key; at: string; name: string }[];
  incidents: {
    key: Key;
    elementKey: Key;
    instanceKey: Key;
    code: string;
    jobKey: Key | null;
    resolved: boolean;
  }[];
  messages: { key: Key; name: string; correlationKey: string; variables: JsonObject }[];
  /** What was thrown as a signal: the instances it started, with what it brought. */
  heardSignals: { key: Key; variables: JsonObject | null }[];
  history: {
    seq: number;
    instanceKey: Key;
    type: string;
    key: Key;
    at: string;
    in: Key | null;
    code: string | null;
  }[];
}

const own = `t.instance_key in (select key from tree)`;
const common = `t.key::text, t.element_instance_key::text as "elementKey", t.instance_key::text as "instanceKey"`;

/** One query, so that nothing is seen from two moments. */
const parts: Record<keyof Rows, string> = {
  instances: `select t.key::text, t.process_id as "processId", t.state, t.data from process_instance t
               where t.key in (select key from tree) order by t.key`,
  elements: `select t.key::text, t.element_id as at, t.scope_key::text as "in", t.instance_key::text as "instanceKey"
               from element_instance t where ${own} and t.state = 'active'`,
  variables: `select t.scope_key::text as "scopeKey", t.name, t.value from variable t where ${own}`,
  tasks: `select ${common}, t.state from user_task t where ${own} order by t.key`,
  jobs: `select ${common}, t.job_type as type, t.listener_event as listener, t.state, t.fence, t.available_at as "availableAt"
           from job t where ${own} order by t.key`,
  timers: `select ${common}, t.element_id as at, t.due_at as "dueAt" from timer t where ${own} and t.state = 'waiting' order by t.key`,
  subscriptions: `select ${common}, t.element_id as at, t.message_name as name, t.correlation_key as "correlationKey"
                    from subscription t where ${own} order by t.key`,
  signals: `select ${common}, t.element_id as at, t.signal_name as name from signal_subscription t where ${own} order by t.key`,
  incidents: `select ${common}, t.code, t.job_key::text as "jobKey", t.resolved_at is not null as resolved
                from incident t where ${own} order by t.key`,
  messages: `select t.key::text, t.name, t.correlation_key as "correlationKey", t.variables from message t`,
  heardSignals: `select t.key::text, (select json_object_agg(v.name, v.value::json) from variable v where v.scope_key = t.key) as variables
                   from process_instance t where t.process_id = '${hearerId}'`,
  history: `select t.seq, t.instance_key::text as "instanceKey", t.type, t.element_instance_key::text as key,
                   t.element_id as at, e.scope_key::text as "in", t.data ->> 'code' as code
              from history_event t
              left join element_instance e on e.instance_key = t.instance_key and e.key = t.element_instance_key
             where ${own} and t.type in ('elementActivated', 'elementCompleted', 'elementTerminated', 'incidentRaised')
             order by t.seq`,
};

const look = `
  with recursive tree as (
    select key from process_instance where key = $1
    union all select i.key from process_instance i join tree t on i.parent_key = t.key)
  select ${Object.entries(parts)
    .map(([name, sql]) => `(select coalesce(json_agg(r), '[]') from (${sql}) r) as "${name}"`)
    .join(',\n')}`;

export async function readRows(pool: Pool, rootKey: Key): Promise<Rows> {
  const { rows } = await pool.query<Rows>(look, [rootKey]);
  return rows[0]!;
}

export function openTasksIn({ tasks }: Rows): Rows['tasks'] {
  return tasks.filter(({ state }) => state === 'created');
}

/** Jobs that somebody may do: one whose incident is open waits for that. */
export function openJobsIn({ jobs }: Rows): Rows['jobs'] {
  return jobs.filter(({ state }) => state === 'created' || state === 'activated');
}

/** What is open, as options are made of it. */
export function openItemsIn(rows: Rows): OpenItems {
  return {
    tasks: openTasksIn(rows).map(({ key, elementKey, instanceKey }) => ({
      key: elementKey,
      userTaskKey: key,
      given: {},
      instanceKey,
    })),
    jobs: openJobsIn(rows).map(({ key, elementKey, listener, instanceKey }) => ({
      key: elementKey,
      jobKey: key,
      listener,
      stopped: false,
      given: {},
      instanceKey,
    })),
    waits: openWaitsIn(rows),
    incidents: rows.incidents
      .filter(({ resolved }) => !resolved)
      .map(({ key, elementKey, code, jobKey, instanceKey }) => ({
        key: elementKey,
        incidentKey: key,
        code,
        jobKey,
        instanceKey,
      })),
  };
}

export function openWaitsIn({ timers, subscriptions, signals, instances }: Rows): OpenWait[] {
  const wait = ({ key: waitKey, elementKey: key, instanceKey, at }: Rows['signals'][number]) => ({
    key,
    at,
    waitKey,
    instanceKey,
  });
  return [
    ...timers.map((one) => ({
      ...wait({ ...one, name: '' }),
      on: 'timer',
      dueAt: Date.parse(one.dueAt),
    })),
    ...subscriptions.map((one) => ({
      ...wait(one),
      on: 'message',
      name: one.name,
      correlationKey: one.correlationKey,
    })),
    ...signals.map((one) => ({ ...wait(one), on: 'signal', name: one.name })),
    // conditions are waited for by nobody but the instance itself: no row tells of them
    ...instances.flatMap(({ key: instanceKey, data }) =>
      Object.values(data.elements).flatMap(({ key, waits }) =>
        waits
          .filter(({ type }) => type === 'conditional')
          .map((one) => ({ key, at: one.elementId, on: 'condition', waitKey: one.key, instanceKey })),
      ),
    ),
  ];
}

/**
 * @param sentBefore keys of what was thrown to the outside before the last command
 * @returns what can be seen of the rows; what jobs are given is seen when they are fetched
 */
export function seeDatabase(rows: Rows, sentBefore: ReadonlySet<Key>): Omit<View, 'given'> {
  const over = rows.instances.filter(({ state }) => state === 'completed' || state === 'cancelled');
  return sorted({
    elements: rows.elements.map(({ key, at, in: within }) => ({
      key,
      at,
      in: within,
      variables: variablesIn(rows, key),
    })),
    tasks: openTasksIn(rows).map(({ elementKey }) => elementKey),
    jobs: openJobsIn(rows).map(({ elementKey, listener }) => jobLine(elementKey, listener)),
    waits: openWaitsIn(rows).map(waitLine),
    incidents: openItemsIn(rows).incidents.map(({ key, code }) => `${key} ${code}`),
    ended: over.map(({ key, state }) => `${key} ${state}`),
    results: over
      .filter(({ state }) => state === 'completed')
      .map(({ key }) => `${key} ${canonical(variablesIn(rows, key))}`),
    sent: thrownIn(rows)
      .filter(({ key }) => !sentBefore.has(key))
      .map(({ sent }) => canonical(sent)),
  });
}

/** What was thrown to the outside so far. */
export function thrownIn({ messages, heardSignals }: Rows): { key: Key; sent: JsonObject }[] {
  return [
    ...messages
      .filter(({ name }) => name === '通知对方')
      .map(({ key, name, correlationKey, variables }) => ({
        key,
        sent: { sends: 'message', name, correlationKey, variables },
      })),
    ...heardSignals.map(({ key, variables }) => ({
      key,
      sent: { sends: 'signal', name: '已经通知', variables: variables ?? {} },
    })),
  ];
}

export function variablesIn({ variables }: Rows, scopeKey: Key): JsonObject {
  const own = variables.filter((one) => one.scopeKey === scopeKey);
  return Object.fromEntries(own.map(({ name, value }) => [name, JSON.parse(value) as JsonValue]));
}

/** What an element instance sees: its own variables over those around it. */
export function visibleIn(rows: Rows, key: Key): JsonObject {
  const element = rows.elements.find((one) => one.key === key);
  if (!element) return {};
  return { ...(element.in === null ? {} : visibleIn(rows, element.in)), ...variablesIn(rows, key) };
}

/** What was said since then, for each instance in its order: what they save in one transaction has none between them. */
export function heardIn({ history }: Rows, since: number): Heard[][] {
  const streams = new Map<Key, Heard[]>();
  for (const { seq, instanceKey, type, key, at, in: within, code } of history) {
    if (seq <= since) continue;
    const stream = streams.get(instanceKey) ?? [];
    streams.set(instanceKey, stream);
    if (type === 'elementActivated') stream.push({ type: 'begins', key, at, in: within });
    else if (type === 'incidentRaised') stream.push({ type: 'fails', key, code: code! });
    else stream.push({ type: type === 'elementCompleted' ? 'ends' : 'ended', key });
  }
  return [...streams.values()];
}
