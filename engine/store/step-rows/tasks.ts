import type { UserTaskCreated } from '../../core/events.ts';
import type { Key } from '../../core/keys.ts';
import type { HeldInstance } from '../instances.ts';
import type { SavePart } from '../save-batch.ts';
import type { StepContext } from '../step-rows.ts';
import { all, keyPart, part } from './part.ts';

/** Open tasks with their candidates; tasks that were done or withdrawn. */
export function taskParts(
  { events, instance, definition, caseFile }: HeldInstance,
  context: StepContext,
): SavePart[] {
  const created = all(events, 'userTaskCreated');
  const completed = new Set(all(events, 'userTaskCompleted').map((event) => event.userTaskKey));
  const cancelled = new Set(all(events, 'userTaskCancelled').map((event) => event.userTaskKey));
  const stateOf = (key: Key) =>
    completed.has(key) ? 'completed' : cancelled.has(key) ? 'cancelled' : 'created';
  const changed = all(events, 'userTaskChanged');
  const asItIs = (task: UserTaskCreated): UserTaskCreated =>
    Object.assign(
      { ...task },
      ...changed.filter(({ userTaskKey }) => userTaskKey === task.userTaskKey).map(({ changes }) => changes),
    );
  const rows = created.map(asItIs).map((task) => ({
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
      text: `insert into user_task_live (key, instance_key, process_id, definition_key, case_id, created_at,
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
      text: `insert into task_candidate_live (task_key, kind, value, reason)
             select r.task_key, r.kind, r.value, r.reason
               from jsonb_to_recordset($1) as r(task_key bigint, kind text, value text, reason text)
             on conflict do nothing`,
      values: [],
    }),
    ...keyPart(ended, 'ud', {
      text: `update user_task_live set completed_at = $1, completed_by = $2, revision = revision + 1,
               state = case when key = any($3::bigint[]) then 'completed' else 'cancelled' end
             where key = any($4::bigint[])`,
      values: [context.now, context.actorId, [...completed]],
    }),
    // what is done is no longer red
    ...keyPart(ended, 'rw', {
      text: `update red_warning set resolved_at = $1 where resolved_at is null and task_key = any($2::bigint[])`,
      values: [context.now],
    }),
  ];
}
