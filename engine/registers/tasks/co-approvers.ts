import type { ClientBase } from 'pg';
import type { Key } from '../../core/keys.ts';
import type { TaskRow } from './task-row.ts';

/** An approver who is asked along with this task and has not answered yet. */
export interface CoApprover {
  taskKey: Key;
  /** Names of the units that are to decide. */
  units: string[];
}

/** Whether the task is one of several approvers' (property `approval`), to whom another can be added. */
export function isShared({ properties, data, element_instance_key, state }: TaskRow): boolean {
  return (
    state === 'created' &&
    properties.approval !== undefined &&
    data.elements[element_instance_key]?.round !== undefined
  );
}

/** The other open tasks of the same round of approval. */
export async function coApprovers(client: Pick<ClientBase, 'query'>, task: TaskRow): Promise<CoApprover[]> {
  if (!isShared(task)) return [];
  const { elements } = task.data;
  const body = elements[task.element_instance_key]!.parentKey;
  const others = Object.values(elements).filter(
    ({ key, parentKey, round }) =>
      parentKey === body && round !== undefined && key !== task.element_instance_key,
  );
  if (others.length === 0) return [];
  const { rows } = await client.query<CoApprover>({
    name: 'find-co-approvers',
    text: `select t.key as "taskKey",
                  array(select coalesce(o.name, k.value) from task_candidate k left join organisation o on o.code = k.value
                         where k.task_key = t.key and k.kind = 'unit' order by k.value) as units
             from user_task t where t.element_instance_key = any($1::bigint[]) and t.state = 'created' order by t.key`,
    values: [others.map(({ key }) => key)],
  });
  return rows;
}
