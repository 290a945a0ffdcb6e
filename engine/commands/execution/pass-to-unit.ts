import type { Key } from '../../core/keys.ts';
import { resolveWarnings } from '../../registers/warnings/resolve.ts';
import type { Run } from './run.ts';

/** From now on this unit alone is responsible for an open task; the others' warnings of it are settled. */
export async function passToUnit(run: Run, taskKey: Key, orgCode: string): Promise<void> {
  await run.tx.client.query({
    name: 'replace-candidates',
    text: `with gone as (delete from task_candidate_live where task_key = $1 and (kind, value) <> ('unit', $2)),
                 passed as (update user_task_live set assignee = null, claimed_at = null, revision = revision + 1,
                              escalation_level = 0, escalated_to = null, delegated_to = null, delegated_at = null, delegated_for = null
                             where key = $1)
           insert into task_candidate_live (task_key, kind, value, reason) values ($1, 'unit', $2, 'transfer')
           on conflict (task_key, kind, value) do update set reason = 'transfer'`,
    values: [taskKey, orgCode],
  });
  await resolveWarnings(run.tx, { taskKeys: [taskKey], keepUnits: [orgCode], now: run.now });
  run.movedTasks.push(taskKey);
}
