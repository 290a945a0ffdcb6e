import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { announceSoon } from '../store/announcer.ts';
import { historyParts } from '../store/history.ts';
import { instancePart, type HeldInstance } from '../store/instances.ts';
import { batchQuery, saveBatch, type SavePart } from '../store/save-batch.ts';
import { stepParts } from '../store/step-rows.ts';
import { inTransaction } from '../store/transaction.ts';
import { followCase } from './execution/follow-case.ts';
import { withRetries } from './execution/retry.ts';
import { openRun, type Run } from './execution/run.ts';

/**
 * The one path of every change to process instances: one transaction in which `work` locks the instances, takes their
 * steps and adds rows of its own; then everything is saved in one statement and committed. It is done again from the
 * start when the database makes it give way to another, so `work` must not do anything outside the transaction.
 */
export async function execute<T>(
  services: Services,
  actor: Actor,
  work: (run: Run) => Promise<T>,
): Promise<T> {
  const { result, run } = await withRetries(() =>
    inTransaction(services.pool, async (tx) => {
      const run = openRun(services, actor, tx);
      const result = await work(run);
      await save(run);
      return { result, run };
    }),
  );
  const { changes, wakes, jobTypes } = run;
  announceSoon(services.pool, { taskKeys: touchedTasks(run), changes, wakes, jobTypes });
  return result;
}

async function save(run: Run): Promise<void> {
  const held = [...run.held.values()];
  for (const instance of held) await followCase(run, instance);
  const batches = held
    .filter(({ changed, events }) => changed || events.length > 0)
    .map((one) => instanceParts(run, one));
  // a second instance has parts of the same names: a batch of its own keeps the statements few
  const [first = [], ...others] = batches;
  for (const parts of others) await saveBatch(run.tx.client, parts);
  const parts = [...first, ...noticeParts(run), ...run.parts];
  if (parts.length > 0) run.tx.last = batchQuery(parts);
}

function instanceParts(run: Run, held: HeldInstance): SavePart[] {
  return [
    instancePart(held, run.now),
    ...stepParts(held, {
      now: run.now,
      actorId: run.actor.id,
      candidates: run.candidates,
      jobErrors: run.jobErrors,
    }),
    ...historyParts(held, run.now, run.actor.id),
  ];
}

/** A member whom the command itself has moved into the archive has no box any more. */
function noticeParts(run: Run): SavePart[] {
  if (run.notices.length === 0) return [];
  return [
    {
      code: 'no',
      text: `insert into notification (member_id, org_code, case_id, title, body, created_at)
             select r.member_id, r.org_code, r.case_id, r.title, r.body, $1
               from jsonb_to_recordset($2) as r(member_id bigint, org_code text, case_id bigint, title text, body text)
              where r.member_id is null or exists (select from member m where m.id = r.member_id)`,
      values: [run.now, JSON.stringify(run.notices)],
    },
  ];
}

function endedTasks({ events }: HeldInstance): string[] {
  return events.flatMap((event) =>
    event.type === 'userTaskCompleted' || event.type === 'userTaskCancelled' ? [event.userTaskKey] : [],
  );
}

function touchedTasks(run: Run): string[] {
  const created = [...run.candidates.keys()];
  return [...created, ...run.movedTasks, ...[...run.held.values()].flatMap(endedTasks)];
}
