import { beforeAll, describe, expect, it } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import {
  migrateInstances,
  proposeMigration,
  undoMigration,
  type MigrateInstances,
} from '../../engine/commands/migrate-instances.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import { suspendInstance } from '../../engine/commands/suspend-instance.ts';
import type { MigrationPlan } from '../../engine/core/migration-plan.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { useDatabase } from '../support/database.ts';
import { openTasks, rowOfInstance } from '../support/engine-rows.ts';
import { process, type ProcessBuilder } from '../support/process.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const database = useDatabase();
let services: TestServices;

beforeAll(async () => {
  services = await createTestServices(database);
});

async function put(drawing: ProcessBuilder): Promise<string> {
  const { processes } = await deploy(services, systemActor, {
    name: 'test',
    diagrams: [{ name: drawing.id, xml: drawing.xml() }],
    forms: [],
  });
  return processes[0]!.key;
}
const start = async (processId: string) =>
  (await startProcess(services, systemActor, { processId, variables: { id: 1 } })).instanceKey;

async function plan(
  sourceKey: string,
  targetKey: string,
): Promise<MigrateInstances & { plan: MigrationPlan }> {
  const proposed = await proposeMigration(services, sourceKey, targetKey);
  const mapping = Object.fromEntries(proposed.flatMap(({ from, to }) => (to === null ? [] : [[from, to]])));
  return { sourceKey, targetKey, plan: { mapping, timers: 'keep', subscriptions: 'keep' } };
}

const first = (id: string) =>
  process(id)
    .start()
    .userTask('a', { name: '审核' })
    .end()
    .boundaryTimer('late', 'a', { duration: 'P5D', interrupting: false })
    .end('x')
    .on('stop', 'a', { message: '撤回', key: '= id' })
    .end('y');
const second = (id: string) =>
  process(id)
    .start()
    .userTask('check', { name: '审核', properties: { unit: 'district' } })
    .userTask('more', { name: '归档' })
    .end()
    .boundaryTimer('late', 'check', { duration: 'P1D', interrupting: false })
    .end('x')
    .on('stop', 'check', { message: '撤回', key: '= id' })
    .end('y');

describe('instances that are migrated', () => {
  it('go on in the other version, with all their rows, after a dry run that changed nothing', async () => {
    // given
    const source = await put(first('m1'));
    const instanceKey = await start('m1');
    const target = await put(second('m1'));
    const input = await plan(source, target);

    // when
    const tried = await migrateInstances(services, systemActor, { ...input, dryRun: true });

    // then
    expect(tried).toEqual({
      migrationKey: null,
      instances: [{ instanceKey, businessKey: null, faults: [] }],
    });
    expect(await rowOfInstance(services, instanceKey)).toMatchObject({ definition_key: source, version: 1 });

    // when
    await migrateInstances(services, systemActor, input);

    // then
    expect(await rowOfInstance(services, instanceKey)).toMatchObject({ definition_key: target, version: 2 });
    const [task] = await openTasks(services, instanceKey);
    expect(task).toMatchObject({ element_id: 'check', name: '审核' });
    expect(await database.db('timer').where({ instance_key: instanceKey })).toMatchObject([
      { element_id: 'late', state: 'waiting' },
    ]);
    expect(await database.db('subscription').where({ instance_key: instanceKey })).toMatchObject([
      { element_id: 'stop', correlation_key: '1' },
    ]);
    await completeTask(services, systemActor, { taskKey: task!.key, data: {} });
    expect(await openTasks(services, instanceKey)).toMatchObject([{ element_id: 'more' }]);
    const line = await database.db('audit_log').where({ action: 'migrateInstance' }).first();
    expect(line).toMatchObject({ resource_id: instanceKey, detail: { version: [1, 2] } });
  });

  it('are brought back by undoing it, those that have not ended since', async () => {
    // given
    const source = await put(first('m2'));
    const [one, other] = [await start('m2'), await start('m2')];
    const { migrationKey } = await migrateInstances(
      services,
      systemActor,
      await plan(source, await put(second('m2'))),
    );
    for (const task of await openTasks(services, other)) {
      await completeTask(services, systemActor, { taskKey: task.key, data: {} });
    }
    for (const task of await openTasks(services, other)) {
      await completeTask(services, systemActor, { taskKey: task.key, data: {} });
    }

    // when
    const { instances } = await undoMigration(services, systemActor, migrationKey!);

    // then
    expect(instances).toEqual([{ instanceKey: one, businessKey: null, faults: [] }]);
    expect(await rowOfInstance(services, one)).toMatchObject({ version: 1 });
    expect(await openTasks(services, one)).toMatchObject([{ element_id: 'a' }]);
  });

  it('stay where they are when they cannot go, and say why; the others go', async () => {
    // given: one is at a step that the new version does not have
    const both = () => process('m3').start().userTask('a').userTask('gone', { name: '旧步骤' }).end();
    const source = await put(both());
    const [stuck, free] = [await start('m3'), await start('m3')];
    const [task] = await openTasks(services, stuck);
    await completeTask(services, systemActor, { taskKey: task!.key, data: {} });
    const target = await put(process('m3').start().userTask('a').end());

    // when
    const { instances } = await migrateInstances(services, systemActor, await plan(source, target));

    // then
    expect(instances).toMatchObject([
      { instanceKey: stuck, faults: [{ elementId: 'gone', elementName: '旧步骤', code: 'not_mapped' }] },
      { instanceKey: free, faults: [] },
    ]);
    expect(await rowOfInstance(services, stuck)).toMatchObject({ version: 1 });
    expect(await rowOfInstance(services, free)).toMatchObject({ version: 2 });
  });

  it('may be suspended, and stay so', async () => {
    const source = await put(first('m4'));
    const instanceKey = await start('m4');
    await suspendInstance(services, systemActor, { instanceKey, reason: '' });
    await migrateInstances(services, systemActor, await plan(source, await put(second('m4'))));
    expect(await rowOfInstance(services, instanceKey)).toMatchObject({ version: 2, state: 'suspended' });
  });
});
