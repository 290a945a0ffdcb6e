import { DateTime } from 'luxon';
import type { Key } from '../core/keys.ts';
import type { Actor } from '../policy/actor.ts';
import type { Policy } from '../policy/policy.ts';
import { addNote } from '../registers/cases/add-note.ts';
import { resolveWarnings } from '../registers/warnings/resolve.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { audit } from './execution/audit.ts';
import { holdTask } from './execution/open-task.ts';

export interface RecountOptions {
  /** Only tells what would change. */
  dryRun?: boolean;
  /** The calendar to go by; the one in force unless given. */
  policy?: Pick<Policy, 'dueAt'>;
}

export interface RecountedTask {
  taskKey: Key;
  name: string;
  caseNumber: string | null;
  from: Date;
  to: Date;
}

interface OpenTask {
  key: Key;
  name: string;
  term: string;
  created_at: Date;
  due_at: Date;
  case_number: string | null;
}

/**
 * Counts the terms of open tasks again, from the day each was given, after the business calendar has changed. A task
 * that is no longer late loses its red warnings; one that has become late turns red as any other does.
 */
export async function recountDueDates(
  services: Services,
  actor: Actor,
  { dryRun = false, policy = services.policy }: RecountOptions = {},
): Promise<RecountedTask[]> {
  const recounted: RecountedTask[] = [];
  for (const task of await findTasks(services)) {
    const to = policy.dueAt(task.term, task.created_at);
    if (!to || to.getTime() === task.due_at.getTime()) continue;
    const change: RecountedTask = {
      taskKey: task.key,
      name: task.name,
      caseNumber: task.case_number,
      from: task.due_at,
      to,
    };
    if (dryRun || (await recount(services, actor, change))) recounted.push(change);
  }
  return recounted;
}

async function findTasks({ pool }: Services): Promise<OpenTask[]> {
  const { rows } = await pool.query<OpenTask>(
    `select t.key, t.name, t.term, t.created_at, t.due_at, c.number as case_number
       from user_task_live t left join case_file c on c.id = t.case_id
      where t.state = 'created' and t.term is not null and t.due_at is not null
      order by t.key`,
  );
  return rows;
}

/** @returns false when the task was done meanwhile */
function recount(services: Services, actor: Actor, { taskKey, from, to }: RecountedTask): Promise<boolean> {
  return execute(services, actor, async (run) => {
    const { task, held } = await holdTask(run, taskKey);
    if (task.state !== 'created') return false;
    const late = to < run.now;
    await run.tx.client.query(
      `update user_task_live set due_at = $2, revision = revision + 1,
              escalation_level = case when $3 then escalation_level else 0 end,
              escalated_to = case when $3 then escalated_to end
        where key = $1`,
      [taskKey, to, late],
    );
    if (!late) await resolveWarnings(run.tx, { taskKeys: [taskKey], now: run.now });
    const [before, after] = [from, to].map((at) => dayOf(at, services.config.TIME_ZONE));
    if (held.caseFile) {
      await addNote(run.tx, {
        caseId: held.caseFile.id,
        taskKey,
        kind: 'due',
        text: `工作日历有调整，“${task.name}”的办理期限由${before}改为${after}。`,
        author: actor,
        createdAt: run.now,
      });
      run.changes.push({ event: 'case', id: held.caseFile.number, orgCodes: [held.caseFile.orgCode] });
    }
    audit(run, {
      action: 'recountDueDate',
      resource: 'task',
      resourceId: taskKey,
      orgCode: task.case_org,
      detail: { dueAt: [from.toISOString(), to.toISOString()] },
    });
    run.changes.push({ event: 'inbox', orgCodes: task.units });
    return true;
  });
}

function dayOf(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toFormat('yyyy年M月d日');
}
