import type { Instance } from '../core/instance.ts';
import type { Key } from '../core/keys.ts';
import { visibleVariables } from '../core/variables.ts';
import type { Actor } from '../policy/actor.ts';
import type { Policy, Responsible } from '../policy/policy.ts';
import { addNote } from '../registers/cases/add-note.ts';
import { resolveWarnings } from '../registers/warnings/resolve.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { audit } from './execution/audit.ts';
import { holdTask } from './execution/open-task.ts';

export interface ReassignOptions {
  /** Only tells what would move. */
  dryRun?: boolean;
  /** The policy to go by; the one in force unless given (a dry run asks the one that is not in force yet). */
  policy?: Pick<Policy, 'resolveResponsible'>;
}

export interface MovedTask {
  taskKey: Key;
  name: string;
  processId: string;
  elementId: string;
  caseNumber: string | null;
  /** Organisation codes, or `member:<id>`. */
  from: string[];
  to: string[];
  reason: string;
}

interface OpenTask {
  key: Key;
  name: string;
  process_id: string;
  element_id: string;
  element_instance_key: Key;
  properties: Record<string, string>;
  data: Instance;
  case_number: string | null;
  org_code: string;
  member_id: string | null;
  candidates: { kind: 'unit' | 'member'; value: string }[];
}

/**
 * Asks the policy again who is responsible for every open task that it chose the units of. Tasks a person has passed on,
 * and those whose diagram names the units, stay where they are. Claims of units that are no longer responsible lapse.
 */
export async function reassignOpenTasks(
  services: Services,
  actor: Actor,
  { dryRun = false, policy = services.policy }: ReassignOptions = {},
): Promise<MovedTask[]> {
  const moved: MovedTask[] = [];
  for (const task of await findTasks(services)) {
    const responsible = await policy.resolveResponsible({
      processId: task.process_id,
      elementId: task.element_id,
      orgCode: task.org_code,
      applicantMemberId: task.member_id,
      variables: visibleVariables(task.data, task.element_instance_key),
      drawnUnit: task.properties.unit ?? null,
    });
    const from = task.candidates.map(codeOf).sort();
    const to = responsible.map(codeOf).sort();
    if (from.join() === to.join()) continue;
    const move = toMove(task, from, to, responsible);
    if (dryRun || (await reassign(services, actor, move, responsible))) moved.push(move);
  }
  return moved;
}

/** Open tasks of cases; those a person transferred or the diagram assigned are not the policy's. */
async function findTasks({ pool }: Services): Promise<OpenTask[]> {
  const { rows } = await pool.query<OpenTask>(
    `select t.key, t.name, t.process_id, t.element_id, t.element_instance_key, t.properties, i.data, c.number as case_number,
            c.org_code, c.applicant_member_id as member_id, k.candidates
       from user_task_live t
       join process_instance_live i on i.key = t.instance_key
       join case_file c on c.id = t.case_id
       cross join lateral (
         select jsonb_agg(jsonb_build_object('kind', kind, 'value', value)) as candidates,
                bool_or(reason in ('transfer', 'diagram')) as fixed
           from task_candidate_live where task_key = t.key) k
      where t.state = 'created' and not coalesce(k.fixed, true)
      order by t.key`,
  );
  return rows;
}

/** @returns false when the task was done meanwhile */
function reassign(
  services: Services,
  actor: Actor,
  move: MovedTask,
  responsible: Responsible[],
): Promise<boolean> {
  return execute(services, actor, async (run) => {
    const { task, held } = await holdTask(run, move.taskKey);
    if (task.state !== 'created') return false;
    const units = responsible.filter(({ kind }) => kind === 'unit').map(({ value }) => value);
    await run.tx.client.query(
      `with gone as (delete from task_candidate_live k where task_key = $1 and not exists (
              select from jsonb_to_recordset($2) as r(kind text, value text) where r.kind = k.kind and r.value = k.value)),
            lapsed as (update user_task_live t set revision = revision + 1,
              assignee = case when exists (select from account a where a.username = t.assignee and a.org_code = any($3))
                              then assignee end,
              claimed_at = case when exists (select from account a where a.username = t.assignee and a.org_code = any($3))
                              then claimed_at end
              where key = $1)
       insert into task_candidate_live (task_key, kind, value, reason)
       select $1, r.kind, r.value, r.reason from jsonb_to_recordset($2) as r(kind text, value text, reason text)
       on conflict (task_key, kind, value) do update set reason = excluded.reason`,
      [move.taskKey, JSON.stringify(responsible), units],
    );
    await resolveWarnings(run.tx, { taskKeys: [move.taskKey], keepUnits: units, now: run.now });
    if (held.caseFile) {
      await addNote(run.tx, {
        caseId: held.caseFile.id,
        taskKey: move.taskKey,
        kind: 'transfer',
        text: `职责分工调整，“${task.name}”改由新的责任单位办理（${move.reason}）。`,
        author: actor,
        createdAt: run.now,
      });
      run.changes.push({ event: 'case', id: held.caseFile.number, orgCodes: [held.caseFile.orgCode] });
    }
    audit(run, {
      action: 'reassignTask',
      resource: 'task',
      resourceId: move.taskKey,
      orgCode: task.case_org,
      detail: { units: [move.from, move.to], reason: move.reason },
    });
    run.changes.push({ event: 'inbox', orgCodes: [...task.units, ...units] });
    return true;
  });
}

function toMove(task: OpenTask, from: string[], to: string[], responsible: Responsible[]): MovedTask {
  return {
    taskKey: task.key,
    name: task.name,
    processId: task.process_id,
    elementId: task.element_id,
    caseNumber: task.case_number,
    from,
    to,
    reason: responsible[0]?.reason ?? '',
  };
}

function codeOf({ kind, value }: { kind: string; value: string }): string {
  return kind === 'member' ? `member:${value}` : value;
}
