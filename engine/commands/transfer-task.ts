import type { Key } from '../core/keys.ts';
import { badRequest, taskGone } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import { addNote } from '../registers/cases/add-note.ts';
import { resolveWarnings } from '../registers/warnings/resolve.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import type { TaskDone } from './complete-task.ts';
import { audit } from './execution/audit.ts';
import { nameOfUnit } from './execution/name-of-unit.ts';
import { holdTask, requireUnitTask } from './execution/open-task.ts';
import { targetOf } from '../registers/tasks/task-row.ts';
import type { Run } from './execution/run.ts';

export interface TransferTask {
  taskKey: Key;
  /** The unit that is to do it. */
  orgCode: string;
  reason: string;
}

/** Passes a task to another unit (转办): responsibility goes with it, the due date stays. */
export function transferTask(services: Services, actor: Actor, input: TransferTask): Promise<TaskDone> {
  return execute(services, actor, async (run) => {
    const { task, held } = await holdTask(run, input.taskKey);
    services.policy.require(actor, 'task', 'transfer', targetOf(task, actor));
    if (task.state !== 'created') throw taskGone();
    requireUnitTask(task);
    if (task.units.length === 1 && task.units[0] === input.orgCode)
      throw badRequest('任务本来就由这个单位办理。');
    const unit = await nameOfUnit(run, input.orgCode);
    services.policy.require(actor, 'organisation', 'choose', { orgCode: input.orgCode });
    await replaceCandidates(run, input.taskKey, input.orgCode);
    await resolveWarnings(run.tx, { taskKeys: [input.taskKey], keepUnits: [input.orgCode], now: run.now });
    if (held.caseFile) {
      await addNote(run.tx, {
        caseId: held.caseFile.id,
        taskKey: input.taskKey,
        kind: 'transfer',
        text: `转${unit}办理：${input.reason}`,
        author: actor,
        createdAt: run.now,
      });
    }
    audit(run, {
      action: 'transferTask',
      resource: 'task',
      resourceId: input.taskKey,
      orgCode: task.case_org,
      detail: { unit: [task.units, [input.orgCode]], reason: input.reason },
    });
    run.changes.push({ event: 'inbox', orgCodes: [...task.units, input.orgCode] });
    if (task.case_number)
      run.changes.push({ event: 'case', id: task.case_number, orgCodes: [task.case_org] });
    return { caseNumber: task.case_number, message: `已转${unit}办理。` };
  });
}

async function replaceCandidates(run: Run, taskKey: Key, orgCode: string): Promise<void> {
  await run.tx.client.query({
    name: 'replace-candidates',
    text: `with gone as (delete from task_candidate where task_key = $1 and (kind, value) <> ('unit', $2)),
                 passed as (update user_task set assignee = null, claimed_at = null, revision = revision + 1,
                              escalation_level = 0, escalated_to = null where key = $1)
           insert into task_candidate (task_key, kind, value, reason) values ($1, 'unit', $2, 'transfer')
           on conflict (task_key, kind, value) do update set reason = 'transfer'`,
    values: [taskKey, orgCode],
  });
}
