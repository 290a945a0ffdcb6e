import { beforeAll, describe, expect, it } from 'vitest';
import { activateElements } from '../../engine/commands/activate-elements.ts';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { fireDueTimers } from '../../engine/commands/fire-due-timers.ts';
import { modifyInstance } from '../../engine/commands/modify-instance.ts';
import { publishMessage } from '../../engine/commands/publish-message.ts';
import { resumeInstance } from '../../engine/commands/resume-instance.ts';
import { setVariables } from '../../engine/commands/set-variables.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import { suspendInstance } from '../../engine/commands/suspend-instance.ts';
import type { Instance } from '../../engine/core/instance.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { useDatabase } from '../support/database.ts';
import { openTasks, rowOfInstance } from '../support/engine-rows.ts';
import { process } from '../support/process.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const database = useDatabase();
let services: TestServices;

beforeAll(async () => {
  services = await createTestServices(database);
  const drawn = [
    process('steps').start().userTask('a').userTask('b').end(),
    process('inner')
      .start()
      .parallel('all')
      .userTask('ask')
      .end('e1')
      .from('all')
      .catchMessage('reply', { message: 'reply', key: '= "R"' })
      .end('e2')
      .from('all')
      .catchTimer('late', { duration: 'PT1H' })
      .end('e3'),
    process('outer').start().call('c', 'inner').end(),
    process('choice')
      .start()
      .adHoc('ah', (inside) => inside.userTask('one').from(null).userTask('two'), {
        until: '= enough = true',
      })
      .end(),
    process('watch').start().catches('c', { condition: '= amount > 10' }).end(),
  ];
  await deploy(services, systemActor, {
    name: 'test',
    diagrams: drawn.map((one) => ({ name: one.id, xml: one.xml() })),
    forms: [],
  });
});

const start = async (processId: string, variables = {}) =>
  (await startProcess(services, systemActor, { processId, variables })).instanceKey;
const tasks = async (instanceKey: string) =>
  (await openTasks(services, instanceKey)).map((task) => task.element_id);
const stateOf = async (key: string) => (await rowOfInstance(services, key))?.state;
const elementInstanceOf = async (instanceKey: string, elementId: string) => {
  const { data } = await database.db('process_instance').where({ key: instanceKey }).first('data');
  const { elements } = data as Instance;
  return Object.values(elements).find((one) => one.elementId === elementId)!.key;
};
const audited = (action: string) => database.db('audit_log').where({ action }).first();

describe('an instance that is suspended', () => {
  it('stands still with what it has called, and goes on where it was', async () => {
    // given
    const outer = await start('outer');
    const inner = (await database.db('process_instance').where({ parent_key: outer }).first()).key as string;

    // when
    await suspendInstance(services, systemActor, { instanceKey: outer, reason: '等上级答复' });

    // then
    expect([await stateOf(outer), await stateOf(inner)]).toEqual(['suspended', 'suspended']);
    const [task] = await openTasks(services, inner);
    await expect(completeTask(services, systemActor, { taskKey: task!.key, data: {} })).rejects.toMatchObject(
      {
        status: 409,
      },
    );
    services.clock.advance(3_600_001);
    expect(await fireDueTimers(services)).toMatchObject({ done: 0, failed: [] });
    await publishMessage(services, systemActor, { name: 'reply', correlationKey: 'R', variables: {} });
    expect(await audited('suspendInstance')).toMatchObject({ detail: { reason: '等上级答复' } });

    // when
    await resumeInstance(services, systemActor, { instanceKey: outer });
    expect(await fireDueTimers(services)).toMatchObject({ done: 1 });
    await completeTask(services, systemActor, { taskKey: task!.key, data: {} });

    // then: the message that came meanwhile has arrived
    expect([await stateOf(outer), await stateOf(inner)]).toEqual(['completed', 'completed']);
  });

  it('cannot be suspended twice, nor resumed when it runs', async () => {
    const instanceKey = await start('steps');
    await expect(resumeInstance(services, systemActor, { instanceKey })).rejects.toMatchObject({
      status: 409,
    });
    await suspendInstance(services, systemActor, { instanceKey, reason: '' });
    await expect(suspendInstance(services, systemActor, { instanceKey, reason: '' })).rejects.toMatchObject({
      status: 409,
    });
  });
});

describe('an instance that is modified', () => {
  it('goes on somewhere else, with the tasks that belong there', async () => {
    // given
    const instanceKey = await start('steps');
    const a = await elementInstanceOf(instanceKey, 'a');

    // when
    await modifyInstance(services, systemActor, {
      instanceKey,
      reason: '走错了',
      activate: [{ elementId: 'b' }],
      terminate: [a],
    });

    // then
    expect(await tasks(instanceKey)).toEqual(['b']);
    expect(await audited('modifyInstance')).toMatchObject({ detail: { reason: '走错了', activated: ['b'] } });
  });

  it('is left as it was when it cannot be done', async () => {
    const instanceKey = await start('steps');
    const change = { instanceKey, reason: '', activate: [{ elementId: 'nowhere' }], terminate: [] };
    await expect(modifyInstance(services, systemActor, change)).rejects.toMatchObject({
      code: 'cannot_modify',
      status: 422,
    });
    expect(await tasks(instanceKey)).toEqual(['a']);
  });
});

describe('elements of an ad-hoc sub-process', () => {
  it('begin when somebody chooses them', async () => {
    // given
    const instanceKey = await start('choice');
    const elementInstanceKey = await elementInstanceOf(instanceKey, 'ah');
    const choose = (elementId: string) =>
      activateElements(services, systemActor, {
        instanceKey,
        elementInstanceKey,
        elements: [{ elementId, variables: {} }],
      });

    // when
    await choose('two');

    // then
    expect(await tasks(instanceKey)).toEqual(['two']);
    await expect(choose('ah')).rejects.toMatchObject({ code: 'cannot_activate' });
  });
});

describe('variables that are corrected', () => {
  it('are there for what follows, and for conditions that wait', async () => {
    const instanceKey = await start('watch', { amount: 1 });
    await setVariables(services, systemActor, { instanceKey, variables: { amount: 11 } });
    expect(await stateOf(instanceKey)).toBe('completed');
    // names only: values may be personal
    expect((await audited('setVariables')).detail).toEqual({ names: ['amount'] });
  });

  it('belong to somewhere', async () => {
    const instanceKey = await start('watch');
    const nowhere = { instanceKey, scopeKey: '77', variables: {} };
    await expect(setVariables(services, systemActor, nowhere)).rejects.toMatchObject({ status: 404 });
  });
});
