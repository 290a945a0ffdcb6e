import { beforeAll, describe, expect, it } from 'vitest';
import { cancelInstance } from '../../engine/commands/cancel-instance.ts';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { migrateInstances } from '../../engine/commands/migrate-instances.ts';
import { setVariables } from '../../engine/commands/set-variables.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { useDatabase } from '../support/database.ts';
import { openTasks } from '../support/engine-rows.ts';
import { findViolations } from '../support/invariants.ts';
import { process, type ProcessBuilder } from '../support/process.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const database = useDatabase();
let services: TestServices;

beforeAll(async () => {
  services = await createTestServices(database);
});

async function begin(drawing: ProcessBuilder, variables = {}): Promise<string> {
  const diagrams = [{ name: drawing.id, xml: drawing.xml() }];
  await deploy(services, systemActor, { name: 'test', diagrams, forms: [] });
  return (await startProcess(services, systemActor, { processId: drawing.id, variables })).instanceKey;
}

const completeAll = async (instanceKey: string) => {
  for (const { key } of await openTasks(services, instanceKey))
    await completeTask(services, systemActor, { taskKey: key, data: {} });
};
const elements = async (instanceKey: string) =>
  (await database.db('element_instance').where({ instance_key: instanceKey }).orderBy('key')).map(
    ({ element_id, element_type, state }) => `${element_id} ${element_type} ${state}`,
  );
const variables = async (instanceKey: string) =>
  Object.fromEntries(
    (await database.db('variable').where({ instance_key: instanceKey })).map(({ scope_key, name, value }) => [
      scope_key === instanceKey ? name : `local ${name}`,
      value,
    ]),
  );

const unit = { extensions: '<zeebe:assignmentDefinition candidateGroups="01020304" />' };

describe('element instances', () => {
  it('are kept from their beginning to their end', async () => {
    // given
    const instanceKey = await begin(
      process('p1')
        .start()
        .userTask('ask', { ...unit, multi: { collection: '=[1,2]' } })
        .end(),
    );
    expect(await elements(instanceKey)).toEqual([
      'p1 process active',
      'start startEvent completed',
      'ask multiInstanceBody active',
      'ask userTask active',
      'ask userTask active',
    ]);

    // when
    services.clock.advance(60_000);
    await completeAll(instanceKey);

    // then
    expect((await elements(instanceKey)).filter((one) => !one.endsWith('completed'))).toEqual([]);
    const [root] = await database.db('element_instance').where({ key: instanceKey });
    expect(root.ended_at).toEqual(services.clock.now());
    expect(root.ended_at - root.started_at).toBe(60_000);
    expect(root.scope_key).toBeNull();
  });

  it('go along to another version, with their scopes and what they know', async () => {
    // given
    const inner = (id: string) =>
      process('p6')
        .start()
        .sub(id, (inside) => inside.start('s').userTask('a', unit).end('e'), { inputs: { own: '= n' } })
        .end();
    const flat = process('p6b').start().userTask('b', unit).end();
    const instanceKey = await begin(inner('sub'), { n: 1 });
    const { definition_key: sourceKey } = await database
      .db('process_instance')
      .where({ key: instanceKey })
      .first();
    await begin(flat);
    const { key: targetKey } = await database.db('process_definition').where({ process_id: 'p6b' }).first();

    // when
    const { instances } = await migrateInstances(services, systemActor, {
      sourceKey,
      targetKey,
      plan: { mapping: { a: 'b' }, timers: 'keep', subscriptions: 'keep' },
    });

    // then
    expect(instances).toMatchObject([{ instanceKey, faults: [] }]);
    expect((await elements(instanceKey)).filter((one) => one.endsWith('active'))).toEqual([
      'p6b process active',
      'b userTask active',
    ]);
    expect(await variables(instanceKey)).toMatchObject({ n: '1', own: '1' });
    expect((await findViolations(database.pool)).map(({ invariant, row }) => [invariant, row])).toEqual([]);
  });

  it('that are ended from outside are terminated', async () => {
    const instanceKey = await begin(process('p2').start().userTask('ask', unit).end());
    await cancelInstance(services, systemActor, { instanceKey, reason: '不办了' });
    expect(await elements(instanceKey)).toEqual([
      'p2 process terminated',
      'start startEvent completed',
      'ask userTask terminated',
    ]);
  });
});

describe('variables', () => {
  it('are kept by scope, as they are now or were at the end', async () => {
    // given
    const drawing = process('p3')
      .start()
      .userTask('ask', { ...unit, inputs: { own: '= amount + 1' } })
      .end();
    const instanceKey = await begin(drawing, { amount: 1, who: { name: '王' } });
    expect(await variables(instanceKey)).toEqual({ amount: '1', who: '{"name":"王"}', 'local own': '2' });

    // when
    await setVariables(services, systemActor, { instanceKey, variables: { amount: 7, late: null } });
    await completeAll(instanceKey);

    // then
    expect(await variables(instanceKey)).toEqual({
      amount: '7',
      late: 'null',
      who: '{"name":"王"}',
      'local own': '2',
    });
  });

  it('leave a trace of what they were', async () => {
    const instanceKey = await begin(process('p4').start().userTask('ask', unit).end(), { amount: 1 });
    await setVariables(services, systemActor, { instanceKey, variables: { amount: 2 } });
    await setVariables(services, systemActor, { instanceKey, variables: { long: 'x'.repeat(5_000) } });
    const told = await database
      .db('history_event')
      .where({ instance_key: instanceKey, type: 'variablesSet' })
      .orderBy('seq')
      .pluck('data');
    expect(told).toEqual([
      { names: ['amount'], values: { amount: 1 } },
      { names: ['amount'], values: { amount: 2 } },
      { names: ['long'], values: {} },
    ]);
  });

  it('with a name no index can hold do not stop their process', async () => {
    const name = 'n'.repeat(4_000);
    const instanceKey = await begin(process('p5').start().userTask('ask', unit).end(), { [name]: 1, ok: 1 });
    expect(await variables(instanceKey)).toEqual({ ok: '1' });
  });
});
