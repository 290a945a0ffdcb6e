import { readAssignments } from '../bpmn/property-values.ts';
import type { Key } from '../core/keys.ts';
import { Problem } from '../errors.ts';
import { systemActor } from '../policy/system-actor.ts';
import { addNote } from '../registers/cases/add-note.ts';
import type { Services } from '../services.ts';
import { finishTask } from './complete-task.ts';
import { execute } from './execute.ts';
import { audit } from './execution/audit.ts';
import { holdTask } from './execution/open-task.ts';
import type { Run } from './execution/run.ts';

export interface OverdueCompleted {
  completed: number;
  failed: { taskKey: Key; error: Error }[];
}

/**
 * Completes overdue tasks whose diagram says with what (property `overdueWith`, 超时自动处理): silence counts as this answer.
 * Nodes may do so at once: each task is completed once.
 */
export async function completeOverdueTasks(services: Services): Promise<OverdueCompleted> {
  const result: OverdueCompleted = { completed: 0, failed: [] };
  for (const taskKey of await findOverdue(services)) {
    try {
      if (await execute(services, systemActor, (run) => completeOne(run, taskKey))) result.completed += 1;
    } catch (error) {
      // done at this very moment by somebody else
      if (error instanceof Problem && error.status === 409) continue;
      result.failed.push({ taskKey, error: error as Error });
    }
  }
  return result;
}

async function findOverdue({ pool, clock }: Services): Promise<Key[]> {
  const { rows } = await pool.query<{ key: Key }>({
    name: 'find-overdue-with-answer',
    text: `select t.key from user_task t join process_instance i on i.key = t.instance_key and i.state = 'active'
            where t.state = 'created' and t.due_at < $1 and t.properties ? 'overdueWith' order by t.due_at, t.key`,
    values: [clock.now()],
  });
  return rows.map(({ key }) => key);
}

async function completeOne(run: Run, taskKey: Key): Promise<boolean> {
  const { task, held } = await holdTask(run, taskKey);
  const values = readAssignments(task.properties.overdueWith);
  const isDue = task.state === 'created' && task.due_at !== null && task.due_at < run.now;
  if (!isDue || !values) return false;
  await finishTask(run, task, held, values);
  if (held.caseFile) {
    await addNote(run.tx, {
      caseId: held.caseFile.id,
      taskKey,
      kind: 'overdue',
      text: `“${task.name}”到期没有办理，按流程规定自动处理。`,
      author: run.actor,
      createdAt: run.now,
    });
  }
  audit(run, {
    action: 'completeOverdueTask',
    resource: 'task',
    resourceId: taskKey,
    orgCode: task.case_org,
    detail: { values },
  });
  return true;
}
