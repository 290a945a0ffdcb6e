import type { ClientBase } from 'pg';
import { maySendBack } from '../../core/send-back.ts';
import type { Model } from '../../core/model.ts';
import type { TaskRow } from './task-row.ts';

/** A finished task that the work can go back to. */
export interface EarlierTask {
  elementId: string;
  name: string;
  doneAt: Date;
  doneByName: string | null;
}

/**
 * Where a task may be sent back to, the latest first: the property `sendBack` says `previous` (the step just before) or
 * `any`; without it nowhere. Tasks of the applicant are not among them: those are asked for by 退回补正.
 */
export async function earlierTasks(
  client: Pick<ClientBase, 'query'>,
  task: TaskRow,
  model: Model,
): Promise<EarlierTask[]> {
  const { sendBack } = task.properties;
  if (sendBack !== 'previous' && sendBack !== 'any') return [];
  const { rows } = await client.query<EarlierTask>({
    name: 'find-earlier-tasks',
    text: `select "elementId", name, "doneAt", "doneByName" from (
             select distinct on (t.element_id) t.key, t.element_id as "elementId", t.name, t.completed_at as "doneAt",
                    (select a.display_name from account a where 'account:' || a.username = t.completed_by) as "doneByName"
               from user_task t
              where t.instance_key = $1 and t.state = 'completed'
                and exists (select from task_candidate k where k.task_key = t.key and k.kind = 'unit')
              order by t.element_id, t.key desc) latest
            order by key desc`,
    values: [task.instance_key],
  });
  const possible = rows.filter(({ elementId }) => maySendBack(model, task.element_id, elementId));
  return sendBack === 'previous' ? possible.slice(0, 1) : possible;
}
