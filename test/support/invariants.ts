import type { Pool, QueryResult } from 'pg';

/**
 * What must hold of the engine's tables between two commands, whatever has happened. Plain SQL over the tables and the
 * stored instances; nothing of the engine is asked. Each query answers the rows that break its rule.
 */
export interface Invariant {
  name: string;
  sql: string;
}

/** Element instances of the stored instances, with what they wait for. */
const live = `
  with instance as (select key, state, data from process_instance),
       element as (
         select i.key as instance_key, i.state as instance_state, e.key as element_key, e.value as element
           from instance i, jsonb_each(i.data -> 'elements') e),
       wait as (
         select e.instance_key, w ->> 'type' as type, (w ->> 'key')::bigint as key, w ->> 'elementId' as element_id
           from element e, jsonb_array_elements(e.element -> 'waits') w)`;

const ended = `i.state in ('completed', 'cancelled')`;

/** Nothing of an ended instance is still open. */
function openAfterEnd(what: string, table: string, open: string): Invariant {
  return {
    name: `no ${what} of an ended instance is open`,
    sql: `select i.key as instance_key, i.state, t.key from process_instance i join ${table} t on t.instance_key = i.key
           where ${ended} and ${open}`,
  };
}

/** The rows there are, and those the instances keep, are the same. */
function sameAsKept(what: string, kept: string, rows: string): Invariant {
  return {
    name: `the ${what} of an instance are those it keeps`,
    sql: `${live}, kept as (${kept}), open as (${rows})
          (select 'no row' as fault, * from kept except select 'no row', * from open)
          union all (select 'not kept', * from open except select 'not kept', * from kept)`,
  };
}

/** What may stand in a column; PostgreSQL is not asked to check it, for it would with every step. */
const words: [table: string, column: string, words: string[]][] = [
  ['process_instance', 'state', ['active', 'suspended', 'completed', 'cancelled']],
  ['user_task', 'state', ['created', 'completed', 'cancelled']],
  ['task_candidate', 'kind', ['unit', 'member', 'group', 'user']],
  ['job', 'state', ['created', 'activated', 'completed', 'failed', 'error_thrown', 'cancelled']],
  ['job', 'kind', ['element', 'executionListener', 'taskListener']],
  ['timer', 'state', ['waiting', 'fired', 'cancelled']],
  ['element_instance', 'state', ['active', 'completed', 'terminated']],
];

/** What belongs to an instance; no foreign keys hold it, since its rows are moved when it is filed. */
const ofInstances = [
  'user_task',
  'job',
  'timer',
  'subscription',
  'signal_subscription',
  'incident',
  'history_step',
  'element_instance',
  'variable',
  'migration_instance',
];

/** What is filed with the year an instance ended in. */
const traced = ofInstances.filter(
  (table) => !['user_task', 'timer', 'subscription', 'signal_subscription'].includes(table),
);

export const invariants: Invariant[] = [
  {
    name: 'rows are of an instance, and candidates of a task, that there is',
    sql: [
      ...ofInstances.map(
        (table) => `select '${table}' as place, t.instance_key as of from ${table} t
                     where not exists (select from process_instance i where i.key = t.instance_key)`,
      ),
      `select 'task_candidate', k.task_key from task_candidate k
        where not exists (select from user_task t where t.key = k.task_key)`,
    ].join(' union all '),
  },
  {
    name: 'an instance is filed whole, with its year',
    sql: `select instance_key, array_agg(distinct closed_in) as years
            from (${traced.map((table) => `select instance_key, closed_in from ${table}`).join(' union all ')}) t
           group by instance_key having count(distinct closed_in) > 1
          union all
          select i.key, array[i.closed_in, t.closed_in] from process_instance i join user_task t on t.instance_key = i.key
           where t.closed_in <> i.closed_in
          union all
          select t.key, array[t.closed_in, k.closed_in] from user_task t join task_candidate k on k.task_key = t.key
           where t.closed_in <> k.closed_in`,
  },
  {
    name: 'what has a state has one that there is',
    sql: words
      .map(
        ([table, column, allowed]) =>
          `select '${table}.${column}' as place, ${column} as word from ${table}
            where ${column} not in ('${allowed.join(`', '`)}')`,
      )
      .join(' union all '),
  },
  openAfterEnd('user task', 'user_task', `t.state = 'created'`),
  openAfterEnd('job', 'job', `t.state in ('created', 'activated', 'failed')`),
  openAfterEnd('timer', 'timer', `t.state = 'waiting'`),
  openAfterEnd('message subscription', 'subscription', 'true'),
  openAfterEnd('signal subscription', 'signal_subscription', 'true'),
  openAfterEnd('incident', 'incident', 't.resolved_at is null'),
  {
    name: 'nothing is put off for an ended instance',
    sql: `select l.* from later_step l join process_instance i on i.key = l.instance_key where ${ended}`,
  },
  sameAsKept(
    'open user tasks',
    `select instance_key, (element #>> '{data,userTaskKey}')::bigint, element ->> 'elementId' from element
      where element #> '{data,userTaskKey}' is not null`,
    `select instance_key, key, element_id from user_task where state = 'created'`,
  ),
  sameAsKept(
    'open jobs',
    `select instance_key, (element #>> '{data,jobKey}')::bigint, element ->> 'elementId' from element
      where element #> '{data,jobKey}' is not null`,
    `select instance_key, key, element_id from job where state in ('created', 'activated', 'failed')`,
  ),
  sameAsKept(
    'waiting timers',
    `select instance_key, key, element_id from wait where type = 'timer'`,
    `select instance_key, key, element_id from timer where state = 'waiting'`,
  ),
  sameAsKept(
    'message subscriptions',
    `select instance_key, key, element_id from wait where type = 'message'`,
    `select instance_key, key, element_id from subscription`,
  ),
  sameAsKept(
    'signal subscriptions',
    `select instance_key, key, element_id from wait where type = 'signal'`,
    `select instance_key, key, element_id from signal_subscription`,
  ),
  sameAsKept(
    'open incidents',
    `select i.key, n.key::bigint, (n.value ->> 'elementInstanceKey')::bigint, n.value ->> 'code'
       from instance i, jsonb_each(i.data -> 'incidents') n`,
    `select instance_key, key, element_instance_key, code from incident where resolved_at is null`,
  ),
  sameAsKept(
    'active element instances',
    `select instance_key, element_key::bigint, element ->> 'elementId', (element ->> 'parentKey')::bigint from element`,
    `select instance_key, key, element_id, scope_key from element_instance where state = 'active'`,
  ),
  sameAsKept(
    'variables of its living scopes',
    `select e.instance_key, e.element_key::bigint, v.key, v.value
       from element e, jsonb_each(e.element -> 'variables') v`,
    `select v.instance_key, v.scope_key, v.name, v.value::jsonb from variable v
      where exists (select from element e
                     where e.instance_key = v.instance_key and e.element_key::bigint = v.scope_key)`,
  ),
  {
    name: 'the state of an instance is the stored one, and it has an end exactly when it has ended',
    sql: `select i.key, i.state, i.data ->> 'state' as stored, i.ended_at from process_instance i
           where i.state <> i.data ->> 'state' or (${ended}) <> (i.ended_at is not null)`,
  },
  {
    name: 'nothing lives in an ended instance, and its outermost element in every other',
    sql: `select i.key, i.state, i.data from process_instance i
           where case when ${ended}
                 then i.data -> 'elements' <> '{}' or i.data -> 'joins' <> '{}' or i.data -> 'incidents' <> '{}'
                   or coalesce(i.data -> 'compensations', '[]') <> '[]'
                 else i.data #> array['elements', i.key::text] is null end`,
  },
  {
    name: 'each element instance lives in another one of its instance, only the outermost in none',
    sql: `${live} select e.instance_key, e.element_key, e.element ->> 'parentKey' as parent from element e
           where case when e.element ->> 'parentKey' is null then e.element_key <> e.instance_key::text
                 else not exists (select from element p
                   where p.instance_key = e.instance_key and p.element_key = e.element ->> 'parentKey') end`,
  },
  {
    name: 'history tells once of the beginning and once of the end of each element instance',
    sql: `select instance_key, element_instance_key,
                 count(*) filter (where type = 'elementActivated') as begun,
                 count(*) filter (where type <> 'elementActivated') as ended
            from history_event where type in ('elementActivated', 'elementCompleted', 'elementTerminated')
           group by instance_key, element_instance_key
          having count(*) filter (where type = 'elementActivated') <> 1
              or count(*) filter (where type <> 'elementActivated') > 1
              or min(seq) filter (where type = 'elementActivated') > min(seq) filter (where type <> 'elementActivated')`,
  },
  {
    name: 'history and the table of element instances tell the same',
    sql: `with told as (
            select instance_key, element_instance_key as key,
                   case when bool_or(type = 'elementCompleted') then 'completed'
                        when bool_or(type = 'elementTerminated') then 'terminated' else 'active' end as state
              from history_event where type in ('elementActivated', 'elementCompleted', 'elementTerminated')
             group by instance_key, element_instance_key)
          select coalesce(t.instance_key, e.instance_key) as instance_key, coalesce(t.key, e.key) as key,
                 t.state as told, e.state as stored
            from told t full join element_instance e on e.instance_key = t.instance_key and e.key = t.key
           where t.state is distinct from e.state`,
  },
  {
    name: 'history tells of the beginning of each instance and, when it has ended, of its end',
    sql: `select i.key, i.state, array_agg(h.type) filter (where h.type is not null) as told
            from process_instance i left join history_event h on h.instance_key = i.key
             and h.type in ('instanceStarted', 'instanceCompleted', 'instanceCancelled')
           group by i.key, i.state
          having array_agg(h.type order by h.seq) filter (where h.type is not null) is distinct from
                 case i.state when 'completed' then array['instanceStarted', 'instanceCompleted']
                              when 'cancelled' then array['instanceStarted', 'instanceCancelled']
                              else array['instanceStarted'] end`,
  },
  {
    name: 'a called instance runs only as long as the element that calls it',
    sql: `select c.key, c.state, c.parent_key, c.parent_element_key
            from process_instance c join process_instance p on p.key = c.parent_key
           where c.state in ('active', 'suspended')
             and (p.data #>> array['elements', c.parent_element_key::text, 'data', 'calling']) is distinct from 'true'`,
  },
  {
    name: 'an element that calls has one instance that runs',
    sql: `${live} select e.instance_key, e.element_key, count(c.key) as running
            from element e left join process_instance c on c.parent_key = e.instance_key
             and c.parent_element_key = e.element_key::bigint and c.state in ('active', 'suspended')
           where e.element #> '{data,calling}' = 'true'
           group by e.instance_key, e.element_key having count(c.key) <> 1`,
  },
  {
    name: 'called instances have the root of those who call them',
    sql: `select c.key, c.root_key, p.root_key as of_parent
            from process_instance c left join process_instance p on p.key = c.parent_key
           where c.root_key <> coalesce(p.root_key, c.key) or (c.parent_key is not null and p.key is null)`,
  },
];

export interface Violation {
  invariant: string;
  row: Record<string, unknown>;
}

/** The rows that break a rule; none in a sound database. All rules are asked in one go: tests do so after each step. */
export async function findViolations(pool: Pool): Promise<Violation[]> {
  const results = await pool.query<Record<string, unknown>[]>(invariants.map(({ sql }) => sql).join(';\n'));
  return (results as unknown as QueryResult<Record<string, unknown>>[]).flatMap(({ rows }, index) =>
    rows.map((row) => ({ invariant: invariants[index]!.name, row })),
  );
}
