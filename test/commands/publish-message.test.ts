import { beforeAll, describe, expect, it } from 'vitest';
import { cancelInstance } from '../../engine/commands/cancel-instance.ts';
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
  const applies = process('applies').startWith('go', { message: 'apply' }).userTask('work').end();
  const orders = process('orders')
    .from(null)
    .node('eventBasedGateway', 'first', { attributes: { instantiate: 'true', eventGatewayType: 'Parallel' } })
    .catchMessage('order', { message: 'order' })
    .end('ordered')
    .from('first')
    .receive('receipt', { message: 'receipt', key: '=no' })
    .end('paid');
  const hears = process('hears')
    .from(null)
    .receive('hear', { message: 'news', attributes: { instantiate: 'true' } })
    .userTask('read')
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
      { name: 'applies', xml: applies.xml() },
      { name: 'orders', xml: orders.xml() },
      { name: 'hears', xml: hears.xml() },
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
const firstOf = async (process_id: string, business_key: string): Promise<string> =>
  (await database.db('process_instance').where({ process_id, business_key }).pluck('key'))[0];
const stateOf = async (key: string) => (await rowOfInstance(services, key)).state;

describe('publishMessage', () => {
  it('wakes the instance that waits for this name and key, and no other', async () => {
    // given
    const [right, wrong] = [await wait('A'), await wait('B')];

    // when
    expect(await pay('A')).toMatchObject({ receivers: 1 });

    // then
    expect(await stateOf(right.instanceKey)).toBe('completed');
    expect(await stateOf(wrong.instanceKey)).toBe('active');
  });

  it('keeps a message for who begins to wait later', async () => {
    // given
    expect(await pay('C')).toMatchObject({ receivers: 0 });

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

  it('starts one instance at a time for a key, and the next one when that has ended', async () => {
    // given
    const apply = (n: number) =>
      publishMessage(services, systemActor, { name: 'apply', correlationKey: 'K', variables: { n } });
    const states = () =>
      database.db('process_instance').where({ process_id: 'applies' }).orderBy('key').pluck('state');

    // when
    await Promise.all([apply(1), apply(2)]);

    // then
    expect(await states()).toEqual(['active']);

    // when
    const [first] = await database.db('process_instance').where({ process_id: 'applies' }).pluck('key');
    await cancelInstance(services, systemActor, { instanceKey: first, reason: '' });

    // then
    expect(await states()).toEqual(['cancelled', 'active']);
    await publishMessage(services, systemActor, { name: 'apply', correlationKey: 'L', variables: {} });
    expect(await states()).toEqual(['cancelled', 'active', 'active']);
  });

  it('begins one process with a receive task, once for a key', async () => {
    // given
    const tell = (correlationKey: string) =>
      publishMessage(services, systemActor, { name: 'news', correlationKey, variables: {} });
    const keys = () =>
      database
        .db('process_instance')
        .where({ process_id: 'hears', state: 'active' })
        .orderBy('key')
        .pluck('business_key');

    // when
    await Promise.all([tell('K'), tell('K'), tell('L')]);

    // then
    expect((await keys()).sort()).toEqual(['K', 'L']);
    expect(await stateOf(await firstOf('hears', 'L'))).toBe('active');
  });

  it('begins one process with the first of several messages, whichever come at once', async () => {
    // when
    const rounds = await Promise.all(
      Array.from({ length: 10 }, async (_, i) => {
        const correlationKey = `order-${i}`;
        const variables = { no: correlationKey };
        await Promise.all(
          ['order', 'receipt'].map((name) =>
            publishMessage(services, systemActor, { name, correlationKey, variables }),
          ),
        );
        return database.db('process_instance').where({ business_key: correlationKey }).pluck('state');
      }),
    );

    // then
    expect(rounds).toEqual(rounds.map(() => ['completed']));
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
