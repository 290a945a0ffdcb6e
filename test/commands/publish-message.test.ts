import { beforeAll, describe, expect, it } from 'vitest';
import { deploy } from '../../engine/commands/deploy.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { publishMessage } from '../../engine/commands/publish-message.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import { useDatabase } from '../support/database.ts';
import { rowOfInstance } from '../support/engine-rows.ts';
import { process } from '../support/process.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const database = useDatabase();
let services: TestServices;

beforeAll(async () => {
  services = await createTestServices(database);
  const waits = process('waits').start().catchMessage('paid', { message: 'payment', key: '=invoice' }).end();
  const sends = process('sends').start().throwMessage('tell', { message: 'payment', key: '=invoice' }).end();
  const begins = process('begins')
    .start('go', { content: '<bpmn:messageEventDefinition messageRef="m" />' })
    .end();
  const beginsXml = begins
    .xml()
    .replace('</bpmn:definitions>', '<bpmn:message id="m" name="begin" /></bpmn:definitions>');
  await deploy(services, systemActor, {
    name: 'test',
    diagrams: [
      { name: 'waits', xml: waits.xml() },
      { name: 'sends', xml: sends.xml() },
      { name: 'begins', xml: beginsXml },
    ],
    forms: [],
  });
});

const wait = (invoice: string) =>
  startProcess(services, systemActor, { processId: 'waits', variables: { invoice } });
const pay = (invoice: string, more = {}) =>
  publishMessage(services, systemActor, {
    name: 'payment',
    correlationKey: invoice,
    variables: { by: 'card' },
    ...more,
  });
const stateOf = async (key: string) => (await rowOfInstance(services, key)).state;

describe('publishMessage', () => {
  it('wakes the instance that waits for this name and key, and no other', async () => {
    // given
    const [right, wrong] = [await wait('A'), await wait('B')];

    // when
    expect(await pay('A')).toEqual({ receivers: 1 });

    // then
    expect(await stateOf(right.instanceKey)).toBe('completed');
    expect(await stateOf(wrong.instanceKey)).toBe('active');
  });

  it('keeps a message for who begins to wait later', async () => {
    // given
    expect(await pay('C')).toEqual({ receivers: 0 });

    // then
    expect(await stateOf((await wait('C')).instanceKey)).toBe('completed');
    expect(await stateOf((await wait('C')).instanceKey)).toBe('active');
  });

  it('does not keep it longer than it lives', async () => {
    // given
    await pay('D', { ttlMilliseconds: 1_000 });
    services.clock.advance(1_001);

    // then
    expect(await stateOf((await wait('D')).instanceKey)).toBe('active');
  });

  it('takes a message with one id once', async () => {
    // given
    await pay('E', { messageId: 'm-1' });
    await pay('E', { messageId: 'm-1' });

    // then
    expect(await stateOf((await wait('E')).instanceKey)).toBe('completed');
    expect(await stateOf((await wait('E')).instanceKey)).toBe('active');
  });

  it('brings what another process throws', async () => {
    // given
    const waiting = await wait('F');

    // when
    await startProcess(services, systemActor, { processId: 'sends', variables: { invoice: 'F' } });

    // then
    expect(await stateOf(waiting.instanceKey)).toBe('completed');
  });

  it('starts the process that begins with it', async () => {
    // when
    await publishMessage(services, systemActor, { name: 'begin', correlationKey: 'G', variables: {} });

    // then
    const [started] = await database.db('process_instance').where({ process_id: 'begins' });
    expect(started).toMatchObject({ state: 'completed', business_key: 'G' });
  });

  it('misses nobody when publishing and beginning to wait happen at once', async () => {
    // when
    const rounds = await Promise.all(
      Array.from({ length: 10 }, async (_, i) => {
        const [waiting] = await Promise.all([wait(`race-${i}`), pay(`race-${i}`)]);
        return stateOf(waiting.instanceKey);
      }),
    );

    // then
    expect(rounds).toEqual(rounds.map(() => 'completed'));
  });
});
