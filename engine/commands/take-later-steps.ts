import type { Key } from '../core/keys.ts';
import { systemActor } from '../policy/system-actor.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { attempt } from './execution/fire.ts';
import { hold, type Run } from './execution/run.ts';

export interface LaterStepsTaken {
  taken: number;
  failed: { key: Key; error: Error }[];
}

/**
 * Takes the steps that instances have put off, each in a transaction of its own, until none is left. Nodes may do so at
 * once: each is taken once. Suspended instances take theirs when they go on.
 */
export async function takeLaterSteps(services: Services): Promise<LaterStepsTaken> {
  const result: LaterStepsTaken = { taken: 0, failed: [] };
  for (let after = '0'; ;) {
    const key = await findNext(services, after);
    if (key === null) return result;
    after = key;
    try {
      if (await execute(services, systemActor, (run) => takeOne(run, key))) result.taken += 1;
    } catch (error) {
      result.failed.push({ key, error: error as Error });
    }
  }
}

async function findNext({ pool }: Services, after: Key): Promise<Key | null> {
  const { rows } = await pool.query<{ key: Key }>({
    name: 'find-later-step',
    text: `select l.key from later_step l join process_instance i on i.key = l.instance_key
            where l.key > $1 and i.state <> 'suspended' order by l.key limit 1`,
    values: [after],
  });
  return rows[0]?.key ?? null;
}

/** @returns false when another node was faster, or nobody needs it any more */
async function takeOne(run: Run, key: Key): Promise<boolean> {
  const { rows } = await run.tx.client.query<{ instance_key: Key; element_instance_key: Key }>({
    name: 'take-later-step',
    text: `delete from later_step
            where key = (select key from later_step where key = $1 for update skip locked)
           returning instance_key, element_instance_key`,
    values: [key],
  });
  const step = rows[0];
  if (!step) return false;
  const { instance_key, element_instance_key: elementInstanceKey } = step;
  return (await attempt(run, await hold(run, instance_key), { type: 'later', elementInstanceKey })) === null;
}
