import type { Key } from '../core/keys.ts';
import { systemActor } from '../policy/system-actor.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { attempt } from './execution/fire.ts';
import { hold, type Run } from './execution/run.ts';
import { sweep, type Due, type Swept } from './execution/sweep.ts';

const BATCH = 500;

/**
 * Takes the steps that instances have put off, each in a transaction of its own, until none is left. Nodes may do so at
 * once: each is taken once. Suspended instances take theirs when they go on.
 */
export function takeLaterSteps(services: Services): Promise<Swept> {
  return sweep<Due>(
    (last) => findLater(services, last?.key ?? '0'),
    ({ key }) => execute(services, systemActor, (run) => takeOne(run, key)),
  );
}

async function findLater({ pool }: Services, after: Key): Promise<Due[]> {
  const { rows } = await pool.query<Due>({
    name: 'find-later-steps',
    text: `select l.key, l.instance_key as "instanceKey"
             from later_step l join process_instance_live i on i.key = l.instance_key
            where l.key > $1 and i.state <> 'suspended' order by l.key limit ${BATCH}`,
    values: [after],
  });
  return rows;
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
