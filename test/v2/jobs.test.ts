import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { now, useEngineApi } from '../support/engine-api.ts';
import { process } from '../support/process.ts';

const api = useEngineApi();

const paying = (id: string) =>
  process(id)
    .start()
    .serviceTask('pay', id, {
      inputs: { cents: '= amount * 100' },
      extensions: '<zeebe:taskHeaders><zeebe:header key="bank" value="ICBC" /></zeebe:taskHeaders>',
    })
    .end()
    .boundaryError('refused', 'pay', 'NO_MONEY')
    .userTask('remind')
    .end('unpaid');

async function begin(
  id: string,
  variables: Record<string, unknown> = { amount: 3 },
  more = {},
): Promise<string> {
  await api.deploy(paying(id));
  const made = await api.client.createProcessInstance({
    processDefinitionId: id,
    variables,
    ...more,
  } as never);
  return made.processInstanceKey;
}
const activate = async (type: string, more = {}) =>
  (
    await api.client.activateJobs({
      type,
      worker: 'w1',
      timeout: 60_000,
      maxJobsToActivate: 5,
      requestTimeout: -1,
      ...more,
    } as never)
  ).jobs;
const jobs = async (filter: object) => (await api.client.searchJobs({ filter: filter as never }, now)).items;
const stateOf = async (processInstanceKey: string) =>
  (await api.client.getProcessInstance({ processInstanceKey }, now)).state;

async function until<T>(ask: () => Promise<T>, good: (value: T) => boolean): Promise<T> {
  for (let i = 0; i < 100; i += 1) {
    const value = await ask();
    if (good(value)) return value;
    await pause(50);
  }
  throw new Error('Expected it to come true in five seconds, but it did not.');
}

describe('a job', () => {
  it('is activated with what its element sees', async () => {
    const processInstanceKey = await begin('seen', { amount: 3 }, { tags: ['vip'] });
    const before = Date.now();
    const [job] = await activate('seen');
    expect(job).toMatchObject({
      type: 'seen',
      processInstanceKey,
      processDefinitionId: 'seen',
      processDefinitionVersion: 1,
      elementId: 'pay',
      kind: 'BPMN_ELEMENT',
      listenerEventType: 'UNSPECIFIED',
      customHeaders: { bank: 'ICBC' },
      variables: { amount: 3, cents: 300 },
      worker: 'w1',
      retries: 3,
      tags: ['vip'],
      tenantId: '<default>',
    });
    expect(Number(job!.deadline)).toBeGreaterThan(before + 59_000);
    expect(await activate('seen')).toEqual([]);
    expect(await jobs({ processInstanceKey })).toMatchObject([
      { state: 'CREATED', worker: 'w1', jobKey: job!.jobKey, hasFailedWithRetriesLeft: false },
    ]);
  });

  it('hands over only the variables that are asked for', async () => {
    await begin('some');
    expect((await activate('some', { fetchVariable: ['cents'] }))[0]!.variables).toEqual({ cents: 300 });
  });

  it('is completed with variables, once', async () => {
    const processInstanceKey = await begin('done');
    const [job] = await activate('done');
    await api.client.completeJob({ jobKey: job!.jobKey, variables: { receipt: 'R1' } });
    expect(await stateOf(processInstanceKey)).toBe('COMPLETED');
    expect(await jobs({ processInstanceKey })).toMatchObject([{ state: 'COMPLETED' }]);
    await expect(api.client.completeJob({ jobKey: job!.jobKey })).rejects.toMatchObject({
      status: 404,
      title: 'NOT_FOUND',
    });
  });

  it('that fails comes back, and is an incident when no tries are left', async () => {
    // given
    const processInstanceKey = await begin('failing');
    const [job] = await activate('failing');

    // when
    await api.client.failJob({
      jobKey: job!.jobKey,
      retries: 1,
      errorMessage: 'no net',
      retryBackOff: 0,
      variables: { tried: 1 },
    } as never);

    // then
    expect(await jobs({ processInstanceKey, hasFailedWithRetriesLeft: true })).toMatchObject([
      { state: 'FAILED', retries: 1, errorMessage: 'no net' },
    ]);
    const [again] = await activate('failing');
    expect(again).toMatchObject({ retries: 1, variables: { tried: 1 } });

    // when
    await api.client.failJob({ jobKey: again!.jobKey, retries: 0, errorMessage: 'still no net' });

    // then
    const [incident] = (await api.client.searchIncidents({ filter: { processInstanceKey } }, now)).items!;
    expect(incident).toMatchObject({
      errorType: 'JOB_NO_RETRIES',
      errorMessage: 'still no net',
      jobKey: again!.jobKey,
    });
    expect(await jobs({ jobKey: again!.jobKey })).toMatchObject([{ state: 'FAILED', retries: 0 }]);

    // when
    await api.client.updateJob({ jobKey: incident!.jobKey!, changeset: { retries: 2 } });
    await api.client.resolveIncident({ incidentKey: incident!.incidentKey! });

    // then
    const [last] = await activate('failing');
    expect(last).toMatchObject({ retries: 2 });
    await api.client.completeJob({ jobKey: last!.jobKey });
    expect(await stateOf(processInstanceKey)).toBe('COMPLETED');
  });

  it('throws an error that the diagram catches', async () => {
    const processInstanceKey = await begin('broke');
    const [job] = await activate('broke');
    await api.client.throwJobError({
      jobKey: job!.jobKey,
      errorCode: 'NO_MONEY',
      errorMessage: 'empty',
      variables: { missing: 3 },
    });
    expect(await jobs({ processInstanceKey })).toMatchObject([
      { state: 'ERROR_THROWN', errorCode: 'NO_MONEY', errorMessage: 'empty' },
    ]);
    const { items } = await api.client.searchUserTasks({ filter: { processInstanceKey } }, now);
    expect(items).toMatchObject([{ elementId: 'remind' }]);
  });

  it('that its worker let slip is the next one’s: what the first reports is refused', async () => {
    // given
    const processInstanceKey = await begin('slipped');
    const [lost] = await activate('slipped', { timeout: 50 });
    const [taken] = await until(
      () => activate('slipped', { worker: 'w2' }),
      (all) => all.length > 0,
    );

    // then
    expect(taken!.jobKey).not.toBe(lost!.jobKey);
    expect(await jobs({ jobKey: lost!.jobKey })).toMatchObject([{ jobKey: taken!.jobKey, worker: 'w2' }]);
    await expect(api.client.completeJob({ jobKey: lost!.jobKey })).rejects.toMatchObject({
      status: 409,
      title: 'INVALID_STATE',
    });
    await api.client.updateJob({ jobKey: taken!.jobKey, changeset: { timeout: 120_000 } });
    await api.client.completeJob({ jobKey: taken!.jobKey });
    expect(await stateOf(processInstanceKey)).toBe('COMPLETED');
  });

  it('of a cancelled instance is gone', async () => {
    const processInstanceKey = await begin('cancelled');
    const [job] = await activate('cancelled');
    await api.client.cancelProcessInstance({ processInstanceKey });
    await expect(api.client.completeJob({ jobKey: job!.jobKey })).rejects.toMatchObject({ status: 404 });
    expect(await jobs({ processInstanceKey })).toMatchObject([{ state: 'CANCELED' }]);
  });
});

describe('a poll', () => {
  it('waits for the first job', async () => {
    // given
    const waiting = activate('awaited', { requestTimeout: 20_000 });
    await pause(200);
    const begun = performance.now();

    // when
    await begin('awaited');

    // then
    expect(await waiting).toHaveLength(1);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('ends when its time is over', async () => {
    const begun = performance.now();
    expect(await activate('never', { requestTimeout: 300 })).toEqual([]);
    expect(performance.now() - begun).toBeGreaterThan(290);
  });

  it('that is called off leaves the job to others', async () => {
    const request = api.client.activateJobs({
      type: 'left',
      worker: 'gone',
      timeout: 60_000,
      maxJobsToActivate: 1,
      requestTimeout: 20_000,
    } as never) as Promise<unknown> & { cancel(): void };
    await pause(200);
    request.cancel();
    await expect(request).rejects.toThrow();
    await pause(100);
    await begin('left');
    expect(await activate('left', { requestTimeout: 5_000 })).toHaveLength(1);
  });
});

describe('createJobWorker', () => {
  it('does the jobs of a process from end to end', async () => {
    // given
    await api.deploy(
      process('order')
        .start()
        .serviceTask('charge', 'charge')
        .serviceTask('ship', 'ship')
        .end()
        .boundaryError('declined', 'charge', 'DECLINED')
        .end('lost'),
    );
    const seen: string[] = [];
    const charge = api.client.createJobWorker({
      jobType: 'charge',
      maxParallelJobs: 4,
      jobTimeoutMs: 30_000,
      pollTimeoutMs: 2_000,
      jobHandler: (job) => {
        const { amount, tries = 0 } = job.variables as { amount: number; tries?: number };
        if (amount > 100) return job.error({ errorCode: 'DECLINED', errorMessage: 'too much' });
        if (amount === 13 && tries === 0)
          return job.fail({ errorMessage: 'unlucky', retries: 1, variables: { tries: 1 } });
        seen.push(`charged ${amount}`);
        return job.complete({ charged: amount });
      },
    });
    const ship = api.client.createJobWorker({
      jobType: 'ship',
      maxParallelJobs: 4,
      jobTimeoutMs: 30_000,
      pollTimeoutMs: 2_000,
      jobHandler: (job) => {
        seen.push(`shipped ${(job.variables as { charged: number }).charged}`);
        return job.complete({ parcel: `P${job.jobKey}` });
      },
    });

    // when
    const start = (amount: number) =>
      api.client.createProcessInstance({
        processDefinitionId: 'order',
        variables: { amount },
        awaitCompletion: true,
        requestTimeout: 20_000,
      } as never) as Promise<{ variables: Record<string, unknown> }>;
    try {
      const results = await Promise.all([1, 2, 13, 500].map(start));

      // then
      expect(results.map(({ variables }) => variables.charged)).toEqual([1, 2, 13, undefined]);
      expect(results[0]!.variables.parcel).toMatch(/^P\d+$/);
      expect(seen.sort()).toEqual([
        'charged 1',
        'charged 13',
        'charged 2',
        'shipped 1',
        'shipped 13',
        'shipped 2',
      ]);
    } finally {
      await Promise.all([charge, ship].map((worker) => worker.stopGracefully({ waitUpToMs: 3_000 })));
    }
  });
});
