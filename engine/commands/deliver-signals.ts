import type { JsonObject, Key } from '../core/keys.ts';
import { Problem } from '../errors.ts';
import { systemActor } from '../policy/system-actor.ts';
import type { Services } from '../services.ts';
import { readDefinition } from '../store/definitions.ts';
import { execute } from './execute.ts';
import { fire } from './execution/fire.ts';
import { hold, holdNew, type Run } from './execution/run.ts';
import { sweep, type Due, type Swept } from './execution/sweep.ts';

const BATCH = 500;

interface Delivery {
  instance_key: Key | null;
  subscription_key: Key;
  definition_key: Key;
  element_id: string;
  variables: JsonObject;
}

/**
 * Brings broadcast signals to those they were noted for. Nodes may do so at once: each is delivered once. Suspended
 * instances get theirs when they go on; who no longer waits gets none.
 */
export function deliverSignals(services: Services): Promise<Swept> {
  return sweep<Due>(
    (last) => findDeliveries(services, last?.key ?? '0'),
    ({ key }) => deliver(services, key),
  );
}

async function findDeliveries({ pool }: Services, after: Key): Promise<Due[]> {
  const { rows } = await pool.query<Due>({
    name: 'find-signal-deliveries',
    text: `select d.key, d.instance_key as "instanceKey" from signal_delivery d left join process_instance_live i on i.key = d.instance_key
            where d.key > $1 and i.state is distinct from 'suspended' order by d.key limit ${BATCH}`,
    values: [after],
  });
  return rows;
}

/** @returns false when another node was faster, or nobody waits any more */
function deliver(services: Services, deliveryKey: Key): Promise<boolean> {
  return execute(services, systemActor, async (run) => {
    const delivery = await take(run, deliveryKey);
    if (!delivery) return false;
    const { instance_key, definition_key, element_id: startElementId, variables } = delivery;
    if (instance_key === null) {
      const definition = await readDefinition(services.pool, run.tx.client, definition_key);
      const held = await holdNew(run, { definition, businessKey: null });
      await fire(run, held, { type: 'start', startElementId, variables });
      return true;
    }
    return resume(run, instance_key, delivery);
  });
}

async function resume(run: Run, instanceKey: Key, delivery: Delivery): Promise<boolean> {
  try {
    await fire(run, await hold(run, instanceKey), {
      type: 'signalReceived',
      subscriptionKey: delivery.subscription_key,
      variables: delivery.variables,
    });
    return true;
  } catch (error) {
    // it has gone on meanwhile: the delivery is done with
    if (error instanceof Problem && error.status === 409) return false;
    throw error;
  }
}

async function take(run: Run, key: Key): Promise<Delivery | null> {
  const { rows } = await run.tx.client.query<Delivery>({
    name: 'take-signal-delivery',
    text: `delete from signal_delivery
            where key = (select key from signal_delivery where key = $1 for update skip locked)
           returning instance_key, subscription_key, definition_key, element_id, variables`,
    values: [key],
  });
  return rows[0] ?? null;
}
