import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { now, useEngineApi } from '../support/engine-api.ts';
import { process } from '../support/process.ts';

const api = useEngineApi();

beforeAll(async () => {
  await api.deploy(
    process('waits').start().catchMessage('paid', { message: '付款', key: '= order' }).end(),
    process('begun').startWith('s', { message: '来信' }).userTask('read').end(),
    process('hears').start().catches('signal', { signal: '开会' }).end(),
    process('sleeps').start().catchTimer('sleep', { duration: 'PT2H' }).end(),
  );
});

const start = async (processDefinitionId: string, variables: Record<string, unknown> = {}) =>
  (await api.client.createProcessInstance({ processDefinitionId, variables } as never)).processInstanceKey;
const instance = (processInstanceKey: string) => api.client.getProcessInstance({ processInstanceKey }, now);
async function ended(processInstanceKey: string): Promise<void> {
  for (let i = 0; i < 100; i += 1) {
    if ((await instance(processInstanceKey)).state === 'COMPLETED') return;
    await pause(50);
  }
  throw new Error('Expected the instance to end in five seconds, but it did not.');
}

describe('a message', () => {
  it('is brought to whoever waits for it', async () => {
    const key = await start('waits', { order: 'A1' });
    expect(
      (await api.client.searchMessageSubscriptions({ filter: { processInstanceKey: key } }, now)).items,
    ).toMatchObject([
      { messageName: '付款', correlationKey: 'A1', elementId: 'paid', messageSubscriptionState: 'CREATED' },
    ]);
    const correlated = await api.client.correlateMessage({
      name: '付款',
      correlationKey: 'A1',
      variables: { sum: 5 },
    });
    expect(correlated.processInstanceKey).toBe(key);
    expect(await instance(key)).toMatchObject({ state: 'COMPLETED' });
    const { items } = await api.client.searchVariables(
      { filter: { processInstanceKey: key, name: 'sum' } },
      now,
    );
    expect(items).toMatchObject([{ value: '5' }]);
    const left = await api.client.searchMessageSubscriptions({ filter: { processInstanceKey: key } }, now);
    expect(left.items).toEqual([]);
  });

  it('that nobody waits for cannot be correlated', async () => {
    await expect(
      api.client.correlateMessage({ name: '付款', correlationKey: 'nobody' }),
    ).rejects.toMatchObject({ status: 404, title: 'NOT_FOUND' });
  });

  it('is kept as long as it says', async () => {
    const publish = (correlationKey: string, timeToLive: number) =>
      api.client.publishMessage({ name: '付款', correlationKey, timeToLive } as never);
    expect((await publish('kept', 60_000)).messageKey).toMatch(/^\d+$/);
    await publish('lost', 0);
    expect(await instance(await start('waits', { order: 'kept' }))).toMatchObject({ state: 'COMPLETED' });
    expect(await instance(await start('waits', { order: 'lost' }))).toMatchObject({ state: 'ACTIVE' });
  });

  it('starts a process', async () => {
    const { processInstanceKey } = await api.client.correlateMessage({
      name: '来信',
      variables: { from: '王' },
    });
    expect(await instance(processInstanceKey!)).toMatchObject({ processDefinitionId: 'begun' });
  });

  it('with an id is published once', async () => {
    const publish = () =>
      api.client.publishMessage({
        name: '付款',
        correlationKey: 'once',
        timeToLive: 60_000,
        messageId: 'm1',
      } as never);
    await publish();
    await expect(publish()).rejects.toMatchObject({ status: 409, title: 'ALREADY_EXISTS' });
  });
});

describe('a signal', () => {
  it('reaches everybody who waits for it', async () => {
    const [one, other] = [await start('hears'), await start('hears')];
    const { signalKey } = await api.client.broadcastSignal({ signalName: '开会', variables: { at: 9 } });
    expect(signalKey).toMatch(/^\d+$/);
    await Promise.all([ended(one), ended(other)]);
  });
});

describe('the clock', () => {
  it('is pinned, so that timers fire, and let go again', async () => {
    // given
    const key = await start('sleeps');
    const later = Date.now() + 3 * 3_600_000;

    // when
    await api.client.pinClock({ timestamp: later } as never);

    // then
    try {
      await ended(key);
      expect((await instance(key)).endDate).toBe(new Date(later).toISOString());
    } finally {
      await api.client.resetClock();
    }
    expect(Math.abs(Date.parse((await instance(await start('sleeps'))).startDate) - Date.now())).toBeLessThan(
      60_000,
    );
  });
});
