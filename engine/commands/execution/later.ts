import type { Key } from '../../core/keys.ts';
import type { HeldInstance } from '../../store/instances.ts';
import type { Run } from './run.ts';

/** Notes that an instance has more to do, in a transaction of its own: `take-later-steps` sees to it. */
export async function putOff(run: Run, { instance }: HeldInstance, elementInstanceKey: Key): Promise<void> {
  await run.tx.client.query({
    name: 'put-off-step',
    text: 'insert into later_step (instance_key, element_instance_key) values ($1, $2)',
    values: [instance.key, elementInstanceKey],
  });
  run.wakes.add('later');
}
