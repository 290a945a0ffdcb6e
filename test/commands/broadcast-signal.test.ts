import { expect, test } from 'vitest';
import { broadcastSignal } from '../../engine/commands/broadcast-signal.ts';
import { deliverSignals } from '../../engine/commands/deliver-signals.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import type { ProcessBuilder } from '../support/process.ts';
import { process } from '../support/process.ts';
import { useDatabase } from '../support/database.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const database = useDatabase();
let services: TestServices;

async function ready(...drawings: ProcessBuilder[]): Promise<void> {
  services = await createTestServices(database);
  const diagrams = drawings.map((drawing) => ({ name: drawing.id, xml: drawing.xml() }));
  await deploy(services, systemActor, { name: 'test', diagrams, forms: [] });
}

const start = (processId: string) => startProcess(services, systemActor, { processId, variables: {} });
const states = async (processId: string) =>
  (await database.db('process_instance').where({ process_id: processId }).orderBy('key').select('state')).map(
    ({ state }) => state,
  );

test('everybody who waits hears it once, and nobody who comes later', async () => {
  // given
  await ready(process('hears').start().catches('wait', { signal: '开会' }).end());
  await start('hears');
  await start('hears');

  // when
  const { receivers } = await broadcastSignal(services, systemActor, {
    name: '开会',
    variables: { at: '九点' },
  });
  await start('hears');
  const results = await Promise.all([deliverSignals(services), deliverSignals(services)]);

  // then
  expect(receivers).toBe(2);
  expect(results[0].done + results[1].done).toBe(2);
  expect(await states('hears')).toEqual(['completed', 'completed', 'active']);
  expect(await database.db('signal_subscription').count()).toEqual([{ count: '1' }]);
  expect(await database.db('signal_delivery').count()).toEqual([{ count: '0' }]);
});

test('it starts processes, also from inside one, which may wait for it itself', async () => {
  // given
  await ready(
    process('started').startWith('s', { signal: '号令' }).userTask('do').end(),
    process('tells')
      .start()
      .parallel('both')
      .catches('hear', { signal: '号令' })
      .end('e1')
      .from('both')
      .throws('tell', { signal: '号令' })
      .end('e2'),
  );

  // when
  await start('tells');
  expect(await states('started')).toEqual([]);
  await deliverSignals(services);

  // then
  expect(await states('started')).toEqual(['active']);
  expect(await states('tells')).toEqual(['completed']);
});

test('a suspended instance gets it when it goes on', async () => {
  // given
  await ready(process('sleeps').start().catches('wait', { signal: '醒' }).end());
  const { instanceKey: key } = await start('sleeps');
  await database
    .db('process_instance')
    .where({ key })
    .update({
      state: 'suspended',
      data: database.db.raw(`data || '{"state":"suspended"}'`),
    });

  // when
  await broadcastSignal(services, systemActor, { name: '醒', variables: {} });
  await deliverSignals(services);
  expect(await states('sleeps')).toEqual(['suspended']);
  await database
    .db('process_instance')
    .where({ key })
    .update({
      state: 'active',
      data: database.db.raw(`data || '{"state":"active"}'`),
    });
  await deliverSignals(services);

  // then
  expect(await states('sleeps')).toEqual(['completed']);
});
