import { raiseWarning } from '../registers/warnings/raise.ts';
import type { Key } from '../core/keys.ts';
import type { Effect, EffectJob } from './effect.ts';
import { textInput } from './input.ts';

interface OpenTask {
  key: Key;
  due_at: Date | null;
  units: string[];
}

/**
 * Job type `warn`: raises the red warning of this case's open tasks now, whatever their due dates: what a timer in the
 * diagram is drawn for. It goes when the task is done. Inputs: `task` (element id; all open tasks unless given),
 * `text` (what the units are told).
 */
export const warn: Effect = {
  type: 'warn',
  async run(job) {
    const tasks = await openTasks(job, textInput(job.input, 'task'));
    for (const task of tasks) {
      for (const orgCode of task.units) await warnUnit(job, task, orgCode);
    }
  },
};

async function openTasks(
  { tx, instanceKey, endedTasks }: EffectJob,
  elementId: string | null,
): Promise<OpenTask[]> {
  const { rows } = await tx.client.query<OpenTask>({
    name: 'tasks-to-warn',
    text: `select t.key, t.due_at, array(select k.value from task_candidate k
                                          where k.task_key = t.key and k.kind = 'unit') as units
             from user_task t
            where t.instance_key = $1 and t.state = 'created' and t.key <> all($2::bigint[])
              and ($3::text is null or t.element_id = $3)`,
    values: [instanceKey, endedTasks, elementId],
  });
  return rows;
}

async function warnUnit(job: EffectJob, task: OpenTask, orgCode: string): Promise<void> {
  const { tx, now, caseFile, input } = job;
  const raised = await raiseWarning(tx, {
    taskKey: task.key,
    caseId: caseFile?.id ?? null,
    memberId: caseFile?.applicantMemberId ?? null,
    orgCode,
    dueAt: task.due_at ?? now,
    now,
  });
  if (!raised) return;
  job.notify({
    memberIds: [],
    orgCodes: [orgCode],
    title: `红色预警：${caseFile?.title ?? job.job.name}`,
    body: textInput(input, 'text') ?? '请尽快办理。',
  });
  job.tell({ event: 'inbox', orgCodes: [orgCode] });
}
