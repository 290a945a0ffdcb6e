import { expect, test } from 'vitest';
import { cancelInstance } from '../../engine/commands/cancel-instance.ts';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import { takeLaterSteps } from '../../engine/commands/take-later-steps.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { useDatabase } from '../support/database.ts';
import { openTasks, rowOfInstance } from '../support/engine-rows.ts';
import { process } from '../support/process.ts';
import { createTestServices } from '../support/services.ts';

const database = useDatabase();

test('rounds that do not fit into one step follow in others, each once, whoever takes them', async () => {
  // given
  const services = await createTestServices(database);
  const multi = {
    collection: '= for i in 1..1300 return i',
    element: 'n',
    until: '= numberOfCompletedInstances = 2',
  };
  const candidates = '<zeebe:assignmentDefinition candidateGroups="01020304" />';
  const drawing = process('many').start().userTask('each', { multi, extensions: candidates }).end();
  await deploy(services, systemActor, {
    name: 'test',
    diagrams: [{ name: 'many', xml: drawing.xml() }],
    forms: [],
  });

  // when
  const { instanceKey } = await startProcess(services, systemActor, { processId: 'many', variables: {} });
  expect(await openTasks(services, instanceKey)).toHaveLength(500);
  const taken = await Promise.all([takeLaterSteps(services), takeLaterSteps(services)]);

  // then
  expect(taken[0].done + taken[1].done).toBe(2);
  const tasks = await openTasks(services, instanceKey);
  expect(tasks).toHaveLength(1300);

  // when
  for (const { key } of tasks.slice(0, 2))
    await completeTask(services, systemActor, { taskKey: key, data: {} });

  // then
  expect(await rowOfInstance(services, instanceKey)).toMatchObject({ state: 'completed' });
  expect(await openTasks(services, instanceKey)).toEqual([]);
}, 60_000);

test('an instance that was cancelled meanwhile takes no more', async () => {
  // given
  const services = await createTestServices(database);
  const { instanceKey } = await startProcess(services, systemActor, { processId: 'many', variables: {} });
  await cancelInstance(services, systemActor, { instanceKey, reason: '' });

  // when
  const taken = await takeLaterSteps(services);

  // then
  expect(taken).toEqual({ done: 0, failed: [] });
  expect(await database.db('later_step')).toEqual([]);
});
