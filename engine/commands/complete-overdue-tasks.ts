import { readAssignments } from '../bpmn/property-values.ts';
import type { Key } from '../core/keys.ts';
import { systemActor } from '../policy/system-actor.ts';
import { addNote } from '../registers/cases/add-note.ts';
import type { Services } from '../services.ts';
import { finishTask } from './complete-task.ts';
import { execute } from './execute.ts';
import { audit } from './execution/audit.ts';
import { holdTask } from './execution/open-task.ts';
import type { Run } from './execution/run.ts';
import { sweep, type Due, type Swept } from './execution/sweep.ts';

const BATCH = 500;

/**
 * Completes overdue tasks whose diagram says with what (property `overdueWith`, 超时自动处理): silence counts as this answer.
 * Nodes may do so at once: each task is completed once.
 */
export function completeOverdueTasks(services: Services): Promise<Swept> {
  return sweep<OverdueTask>(
    (last) => findOverdue(services, last),
    ({ key }) => execute(services, systemActor, (run) => completeOne(run, key)),
  );
}

interface OverdueTask extends Due {
  /** As PostgreSQL writes it: a Date would lose its microseconds. */
  dueAt: string;
}

async function findOverdue({ pool, clock }: Services, last: OverdueTask | null): Promise<OverdueTask[]> {
  const { rows } = await pool.query<OverdueTask>({
    name: 'find-overdue-with-answer',
    text: `select t.key, t.instance_key as "instanceKey", t.due_at::text as "dueAt" from user_task_live t join process_instance_live i on i.key = t.instance_key and i.state = 'active'
            where t.state = 'created' and t.due_at < $1 and t.properties ? 'overdueWith'
              and (t.due_at, t.key) > ($2::timestamptz, $3)
            order by t.due_at, t.key limit ${BATCH}`,
    values: [clock.now(), last?.dueAt ?? '-infinity', last?.key ?? '0'],
  });
  return rows;
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
