import type { Key } from '../../core/keys.ts';
import type { TaskCorrections } from '../../core/trigger.ts';
import type { Candidate } from '../../store/step-rows.ts';
import { namedCandidates } from './assign-task.ts';
import type { Run } from './run.ts';

/**
 * Changes attributes of an open task; what is left out stays. Rows are changed at once, so that the step that may end
 * the task finds them so.
 * @param reason why its new candidates may work it, as the table of candidates keeps it
 */
export async function changeTask(
  run: Run,
  taskKey: Key,
  changes: TaskCorrections,
  reason: string,
): Promise<void> {
  const { assignee, dueAt, followUpAt, priority, candidateGroups, candidateUsers } = changes;
  await run.tx.client.query(
    `update user_task_live set revision = revision + 1,
            assignee = case when $2 then $3 else assignee end,
            claimed_at = case when not $2 then claimed_at when $3::text is not null then $4::timestamptz end,
            due_at = case when $5 then $6 else due_at end,
            -- a date somebody has set is no longer counted from a term
            term = case when $5 then null else term end,
            follow_up_at = case when $7 then $8 else follow_up_at end,
            priority = coalesce($9, priority)
      where key = $1`,
    [
      taskKey,
      assignee !== undefined,
      assignee ?? null,
      run.now,
      dueAt !== undefined,
      dueAt ?? null,
      followUpAt !== undefined,
      followUpAt ?? null,
      priority ?? null,
    ],
  );
  const named = namedCandidates({
    candidateGroups: candidateGroups ?? [],
    candidateUsers: candidateUsers ?? [],
  });
  if (candidateGroups) await replace(run, taskKey, ['unit', 'group'], named, reason);
  if (candidateUsers) await replace(run, taskKey, ['member', 'user'], named, reason);
  run.movedTasks.push(taskKey);
}

async function replace(
  { tx }: Run,
  taskKey: Key,
  kinds: Candidate['kind'][],
  named: Omit<Candidate, 'reason'>[],
  reason: string,
): Promise<void> {
  await tx.client.query('delete from task_candidate_live where task_key = $1 and kind = any($2)', [
    taskKey,
    kinds,
  ]);
  const rows = named.filter(({ kind }) => kinds.includes(kind));
  await tx.client.query(
    `insert into task_candidate_live (task_key, kind, value, reason)
     select $1, r.kind, r.value, $3 from jsonb_to_recordset($2) as r(kind text, value text)
     on conflict do nothing`,
    [taskKey, JSON.stringify(rows), reason],
  );
}
