import type { Key } from '../core/keys.ts';
import { addNote } from '../registers/cases/add-note.ts';
import { escalateWarnings } from '../registers/warnings/escalate.ts';
import { raiseWarning } from '../registers/warnings/raise.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { notifyUnit } from './execution/notices.ts';
import type { Run } from './execution/run.ts';
import { systemActor } from '../policy/system-actor.ts';

export interface WarningsRaised {
  raised: number;
  escalated: number;
}

interface LateTask {
  key: Key;
  name: string;
  process_id: string;
  element_id: string;
  due_at: Date;
  case_id: Key | null;
  case_number: string | null;
  case_title: string | null;
  member_id: string | null;
  units: string[];
  warned: boolean;
  escalation_level: number;
  /** The warning has risen to an organisation that has no superior. */
  at_top: boolean;
}

/**
 * Makes overdue tasks red for their units, and lets red ones rise to superiors as `escalation.csv` says. What only the
 * applicant is late with is nobody's red warning. Nodes may do so at once: each warning is raised once.
 */
export async function raiseDueWarnings(services: Services): Promise<WarningsRaised> {
  const result = { raised: 0, escalated: 0 };
  for (const task of await findLate(services)) {
    const steps = services.policy.escalation({ processId: task.process_id, elementId: task.element_id });
    const overdueDays = services.policy.overdueWorkingDays(task.due_at, services.clock.now());
    const level = Math.max(
      0,
      ...steps.filter((step) => step.afterDays <= overdueDays).map((step) => step.levelsUp),
    );
    const rises = level > task.escalation_level && !task.at_top;
    if (task.warned && !rises) continue;
    const made = await execute(services, systemActor, async (run) => {
      if (!(await stillOpen(run, task.key))) return { raised: 0, escalated: 0 };
      return {
        raised: await raise(run, task),
        escalated: rises ? await escalate(run, task, overdueDays) : 0,
      };
    });
    result.raised += made.raised;
    result.escalated += made.escalated;
  }
  return result;
}

async function findLate({ pool, clock }: Services): Promise<LateTask[]> {
  const { rows } = await pool.query<LateTask>({
    name: 'find-late-tasks',
    text: `select t.key, t.name, t.process_id, t.element_id, t.due_at, t.case_id, c.number as case_number,
                  c.title as case_title, c.applicant_member_id as member_id, k.units, t.escalation_level,
                  not exists (select from unnest(k.units) u where not exists (
                    select from red_warning w where w.task_key = t.key and w.org_code = u and w.resolved_at is null))
                    as warned,
                  coalesce(e.parent_code is null and e.code is not null, false) as at_top
             from user_task_live t
             join process_instance_live i on i.key = t.instance_key and i.state = 'active'
             left join case_file c on c.id = t.case_id
             left join organisation e on e.code = t.escalated_to
             cross join lateral (select array_agg(value) as units from task_candidate_live k
                                  where k.task_key = t.key and k.kind = 'unit') k
            where t.state = 'created' and t.due_at < $1 and k.units is not null
            order by t.due_at, t.key`,
    values: [clock.now()],
  });
  return rows;
}

/** Locks the task: one that is being completed at this moment does not turn red afterwards. */
async function stillOpen(run: Run, taskKey: Key): Promise<boolean> {
  const { rowCount } = await run.tx.client.query({
    name: 'lock-late-task',
    text: `select 1 from user_task_live where key = $1 and state = 'created' for update`,
    values: [taskKey],
  });
  return rowCount === 1;
}

async function raise(run: Run, task: LateTask): Promise<number> {
  let raised = 0;
  for (const orgCode of task.units) {
    const isNew = await raiseWarning(run.tx, {
      taskKey: task.key,
      caseId: task.case_id,
      memberId: task.member_id,
      orgCode,
      dueAt: task.due_at,
      now: run.now,
    });
    if (!isNew) continue;
    raised += 1;
    notifyUnit(run, {
      orgCode,
      caseId: task.case_id,
      title: `红色预警：${nameOf(task)}`,
      body: `“${task.name}”已超过办理期限，请尽快办理。`,
    });
  }
  if (raised > 0) {
    await note(run, task, 'warning', `“${task.name}”超过办理期限，已发出红色预警。`);
    run.movedTasks.push(task.key);
  }
  return raised;
}

async function escalate(run: Run, task: LateTask, overdueDays: number): Promise<number> {
  const steps = run.services.policy.escalation({ processId: task.process_id, elementId: task.element_id });
  const risen = await escalateWarnings(run.tx, { taskKey: task.key, steps, overdueDays, now: run.now });
  for (const { orgName, toOrgCode, toOrgName } of risen) {
    notifyUnit(run, {
      orgCode: toOrgCode,
      caseId: task.case_id,
      title: `督办：${nameOf(task)}`,
      body: `${orgName}的“${task.name}”已超期 ${overdueDays} 个工作日，请督促办理。`,
    });
    run.changes.push({ event: 'inbox', orgCodes: [toOrgCode] });
    await note(run, task, 'escalation', `“${task.name}”超期 ${overdueDays} 个工作日，已报${toOrgName}督办。`);
  }
  if (risen.length > 0) run.movedTasks.push(task.key);
  return risen.length;
}

async function note(run: Run, task: LateTask, kind: 'warning' | 'escalation', text: string): Promise<void> {
  if (task.case_id === null) return;
  await addNote(run.tx, {
    caseId: task.case_id,
    taskKey: task.key,
    kind,
    text,
    author: systemActor,
    createdAt: run.now,
  });
  run.changes.push({ event: 'case', id: task.case_number! });
}

function nameOf(task: LateTask): string {
  return task.case_number === null ? task.name : `${task.case_title} ${task.case_number}`;
}
