import { beforeAll, describe, expect, it } from 'vitest';
import { now, useEngineApi } from '../support/engine-api.ts';
import { process } from '../support/process.ts';

const api = useEngineApi();

const asking = process('asking', { name: '询问' })
  .start()
  .userTask('ask', { name: '问', inputs: { own: '= amount + 1' } })
  .end('done');

beforeAll(async () => {
  await api.deploy(
    asking,
    process('adding').start().script('add', '= a + b', 'sum').end(),
    process('calls').start().call('sub', 'asking').end(),
    process('split').start().exclusive('gw').when('= a + 1').end('e1').from('gw').when('= a > 1').end('e2'),
  );
});

const start = (processDefinitionId: string, variables: Record<string, unknown> = {}, more = {}) =>
  api.client.createProcessInstance({ processDefinitionId, variables, ...more } as never);
const get = (processInstanceKey: string) => api.client.getProcessInstance({ processInstanceKey }, now);
const elements = async (filter: object) =>
  (await api.client.searchElementInstances({ filter: filter as never }, now)).items!;
const variablesOf = async (filter: object) =>
  Object.fromEntries(
    (await api.client.searchVariables({ filter: filter as never }, now)).items.map(({ name, value }) => [
      name,
      value,
    ]),
  );

describe('a process instance', () => {
  it('is not started of a service, whose instances belong to cases', async () => {
    await expect(start('opinion')).rejects.toMatchObject({ status: 409 });
  });

  it('is started by id, by version, by key, with tags', async () => {
    const made = await start('asking', { amount: 1 }, { tags: ['urgent', 'dept:hr'] });
    expect(made).toMatchObject({ processDefinitionId: 'asking', processDefinitionVersion: 1, variables: {} });
    const { processDefinitionKey } = made;
    const byKey = await api.client.createProcessInstance({ processDefinitionKey });
    expect(byKey.processDefinitionKey).toBe(processDefinitionKey);
    expect(await start('asking', {}, { processDefinitionVersion: 1 })).toMatchObject({
      processDefinitionKey,
    });
    await expect(start('asking', {}, { processDefinitionVersion: 7 })).rejects.toMatchObject({ status: 404 });
    expect(await get(made.processInstanceKey)).toMatchObject({
      state: 'ACTIVE',
      processDefinitionName: '询问',
      hasIncident: false,
      tags: ['urgent', 'dept:hr'],
      tenantId: '<default>',
    });
  });

  it('may be waited for, and answers what has come out', async () => {
    expect(await start('adding', { a: 2, b: 3 }, { awaitCompletion: true })).toMatchObject({
      variables: { a: 2, b: 3, sum: 5 },
    });
    const some = { awaitCompletion: true, fetchVariables: ['sum'] };
    expect((await start('adding', { a: 2, b: 3 }, some)).variables).toEqual({ sum: 5 });
  });

  it('may begin in the middle, with what is wanted of it', async () => {
    const from = (...ids: string[]) =>
      start('asking', { amount: 1 }, { startInstructions: ids.map((elementId) => ({ elementId })) });
    const { processInstanceKey } = await from('done', 'ask');
    expect((await elements({ processInstanceKey })).map(({ elementId }) => elementId)).toEqual([
      'asking',
      'done',
      'ask',
    ]);
    await expect(from('ghost')).rejects.toMatchObject({
      status: 400,
      detail: expect.stringContaining('ghost'),
    });
  });

  it('that does not end in time goes on by itself', async () => {
    await expect(
      start('asking', { amount: 1 }, { awaitCompletion: true, requestTimeout: 100 }),
    ).rejects.toMatchObject({ status: 504, title: 'DEADLINE_EXCEEDED' });
  });

  it('shows where it stands, and where it has been', async () => {
    // given
    const { processInstanceKey } = await start('asking', { amount: 1 });

    // then
    const [process, begun, task] = await elements({ processInstanceKey });
    expect(process).toMatchObject({ type: 'PROCESS', state: 'ACTIVE', elementName: '询问' });
    expect(begun).toMatchObject({ type: 'START_EVENT', state: 'COMPLETED', elementName: 'start' });
    expect(begun!.endDate).toBeDefined();
    expect(task).toMatchObject({ elementId: 'ask', type: 'USER_TASK', state: 'ACTIVE', elementName: '问' });
    expect(task!.endDate).toBeUndefined();
    expect(await elements({ processInstanceKey, type: 'USER_TASK' })).toHaveLength(1);
    expect(await elements({ elementInstanceScopeKey: processInstanceKey })).toHaveLength(2);
    expect(
      await api.client.getElementInstance({ elementInstanceKey: task!.elementInstanceKey }, now),
    ).toMatchObject({ elementId: 'ask' });
    const { items } = await api.client.getProcessInstanceSequenceFlows({ processInstanceKey }, now);
    expect(items).toMatchObject([{ processInstanceKey, processDefinitionId: 'asking' }]);
    expect((await api.client.getProcessInstanceStatistics({ processInstanceKey }, now)).items).toMatchObject([
      { elementId: 'ask', active: 1n },
      { elementId: 'start', completed: 1n },
    ]);
  });

  it('is cancelled, once', async () => {
    const { processInstanceKey } = await start('asking', { amount: 1 });
    await api.client.cancelProcessInstance({ processInstanceKey });
    expect(await get(processInstanceKey)).toMatchObject({ state: 'TERMINATED' });
    expect(await elements({ processInstanceKey, elementId: 'ask' })).toMatchObject([{ state: 'TERMINATED' }]);
    await expect(api.client.cancelProcessInstance({ processInstanceKey })).rejects.toMatchObject({
      status: 404,
    });
  });

  it('that another one has called tells by whom, and ends with it alone', async () => {
    const { processInstanceKey } = await start('calls', { amount: 1 });
    const { items } = await api.client.searchProcessInstances(
      { filter: { parentProcessInstanceKey: processInstanceKey } },
      now,
    );
    const called = items[0]!.processInstanceKey;
    expect(
      await api.client.getProcessInstanceCallHierarchy({ processInstanceKey: called }, now),
    ).toMatchObject([
      { processInstanceKey, processDefinitionName: 'calls' },
      { processInstanceKey: called, processDefinitionName: '询问' },
    ]);
    await expect(api.client.cancelProcessInstance({ processInstanceKey: called })).rejects.toMatchObject({
      status: 409,
    });
    await api.client.cancelProcessInstance({ processInstanceKey });
    expect(await get(called)).toMatchObject({ state: 'TERMINATED' });
  });
});

describe('variables', () => {
  it('are told by scope, of running and of ended instances', async () => {
    const { processInstanceKey } = await start('asking', { amount: 1, text: '二' });
    const scopeKey = (await elements({ processInstanceKey, elementId: 'ask' }))[0]!.elementInstanceKey;
    expect(await variablesOf({ processInstanceKey, scopeKey: processInstanceKey })).toEqual({
      amount: '1',
      text: '"二"',
    });
    expect(await variablesOf({ processInstanceKey, scopeKey })).toEqual({ own: '2' });
    await api.client.cancelProcessInstance({ processInstanceKey });
    expect(await variablesOf({ processInstanceKey })).toEqual({ amount: '1', text: '"二"', own: '2' });
  });

  it('are changed where they are declared, or in the very scope', async () => {
    const { processInstanceKey } = await start('asking', { amount: 1 });
    const { elementInstanceKey } = (await elements({ processInstanceKey, elementId: 'ask' }))[0]!;
    const set = (variables: Record<string, unknown>, local: boolean) =>
      api.client.createElementInstanceVariables({ elementInstanceKey, variables, local });
    await set({ amount: 5, own: 6 }, false);
    await set({ amount: 7 }, true);
    expect(await variablesOf({ scopeKey: processInstanceKey })).toEqual({ amount: '5' });
    expect(await variablesOf({ scopeKey: elementInstanceKey })).toEqual({ amount: '7', own: '6' });
    await expect(
      api.client.createElementInstanceVariables({ elementInstanceKey: '1', variables: { a: 1 } }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it('that are long are cut in lists and whole by themselves', async () => {
    const long = 'x'.repeat(10_000);
    const { processInstanceKey } = await start('asking', { amount: 1, long });
    const { items } = await api.client.searchVariables(
      { filter: { processInstanceKey: processInstanceKey, name: 'long' } },
      now,
    );
    expect(items).toMatchObject([{ isTruncated: true }]);
    expect(items[0]!.value.length).toBeLessThan(9_000);
    const { variableKey } = items[0]!;
    expect((await api.client.getVariable({ variableKey }, now)).value).toBe(JSON.stringify(long));
  });
});

describe('an incident', () => {
  it('is told with its kind, and resolved after its cause is mended', async () => {
    // given
    const { processInstanceKey } = await start('split', { a: 'x' });
    const [incident] = (await api.client.searchIncidents({ filter: { processInstanceKey } }, now)).items!;

    // then
    expect(incident).toMatchObject({ state: 'ACTIVE', elementId: 'gw', processDefinitionId: 'split' });
    const { incidentKey } = incident!;
    expect(await api.client.getIncident({ incidentKey: incidentKey! }, now)).toMatchObject({ incidentKey });
    expect(await get(processInstanceKey)).toMatchObject({ hasIncident: true });
    expect(await elements({ processInstanceKey, hasIncident: true })).toMatchObject([{ incidentKey }]);

    // when
    await api.client.createElementInstanceVariables({
      elementInstanceKey: processInstanceKey,
      variables: { a: 2 },
    });
    await api.client.resolveIncident({ incidentKey: incidentKey! });

    // then
    expect(await api.client.getIncident({ incidentKey: incidentKey! }, now)).toMatchObject({
      state: 'RESOLVED',
    });
    await expect(api.client.resolveIncident({ incidentKey: incidentKey! })).rejects.toMatchObject({
      status: 409,
    });
  });

  it('of what an instance has called is found from it', async () => {
    await api.deploy(process('outer').start().call('sub', 'split').end());
    const { processInstanceKey } = await start('outer', { a: 'x' });
    const { items } = await api.client.searchProcessInstanceIncidents({ processInstanceKey }, now);
    expect(items).toMatchObject([{ processDefinitionId: 'split', elementId: 'gw' }]);
  });
});

describe('a modification', () => {
  const two = process('two').start().userTask('a').userTask('b', { name: '乙' }).end();

  it('begins and ends elements, with variables', async () => {
    // given
    await api.deploy(two);
    const { processInstanceKey } = await start('two');
    const { elementInstanceKey } = (await elements({ processInstanceKey, elementId: 'a' }))[0]!;

    // when
    await api.client.modifyProcessInstance({
      processInstanceKey,
      activateInstructions: [
        {
          elementId: 'b',
          ancestorElementInstanceKey: '-1',
          variableInstructions: [{ variables: { global: 1 } }, { variables: { local: 2 }, scopeId: 'b' }],
        },
      ],
      terminateInstructions: [{ elementInstanceKey }],
    });

    // then
    expect(await elements({ processInstanceKey, state: 'ACTIVE', type: 'USER_TASK' })).toMatchObject([
      { elementId: 'b' },
    ]);
    expect(await variablesOf({ scopeKey: processInstanceKey })).toEqual({ global: '1' });
  });

  it('that cannot be is refused with the reason', async () => {
    const { processInstanceKey } = await start('two');
    await expect(
      api.client.modifyProcessInstance({
        processInstanceKey,
        activateInstructions: [{ elementId: 'ghost' }],
      }),
    ).rejects.toMatchObject({ status: 400, detail: expect.stringContaining('ghost') });
  });
});

describe('a migration', () => {
  it('puts an instance on another version', async () => {
    // given
    const v1 = process('moving').start().userTask('a').end();
    const v2 = process('moving').start().userTask('first').userTask('second').end();
    await api.deploy(v1);
    const { processInstanceKey } = await start('moving');
    await api.deploy(v2);
    const { items } = await api.client.searchProcessDefinitions(
      { filter: { processDefinitionId: 'moving', isLatestVersion: true } },
      now,
    );
    const targetProcessDefinitionKey = items![0]!.processDefinitionKey!;
    const migrate = (targetElementId: string) =>
      api.client.migrateProcessInstance({
        processInstanceKey,
        targetProcessDefinitionKey,
        mappingInstructions: [{ sourceElementId: 'a', targetElementId }],
      });

    // then
    await expect(migrate('ghost')).rejects.toMatchObject({
      status: 409,
      detail: expect.stringContaining('target_missing'),
    });
    await migrate('second');
    expect(await get(processInstanceKey)).toMatchObject({ processDefinitionVersion: 2 });
    expect(await elements({ processInstanceKey, state: 'ACTIVE', type: 'USER_TASK' })).toMatchObject([
      { elementId: 'second' },
    ]);
  });
});

describe('an ad-hoc sub-process', () => {
  it('begins the elements that a program chooses', async () => {
    await api.deploy(
      process('choices')
        .start()
        .adHoc('pick', (inside) => inside.userTask('y'))
        .end(),
    );
    const { processInstanceKey } = await start('choices');
    const { elementInstanceKey } = (await elements({ processInstanceKey, elementId: 'pick' }))[0]!;
    await api.client.activateAdHocSubProcessActivities({
      adHocSubProcessInstanceKey: elementInstanceKey,
      elements: [{ elementId: 'y', variables: { why: 'because' } }],
    });
    expect(await elements({ processInstanceKey, type: 'USER_TASK' })).toMatchObject([{ elementId: 'y' }]);
    await expect(
      api.client.activateAdHocSubProcessActivities({
        adHocSubProcessInstanceKey: elementInstanceKey,
        elements: [{ elementId: 'ghost' }],
      }),
    ).rejects.toMatchObject({ status: 400 });
  });
});
