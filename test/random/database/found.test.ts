import { beforeAll, expect, test } from 'vitest';
import { activateElements } from '../../../engine/commands/activate-elements.ts';
import { completeTask } from '../../../engine/commands/complete-task.ts';
import { deploy } from '../../../engine/commands/deploy.ts';
import { startProcess } from '../../../engine/commands/start-process.ts';
import { systemActor } from '../../../engine/policy/system-actor.ts';
import { branchesInBranch } from '../../support/branches-in-branch.ts';
import { useDatabase } from '../../support/database.ts';
import { openTasks } from '../../support/engine-rows.ts';
import { process, type ProcessBuilder } from '../../support/process.ts';
import { createTestServices, type TestServices } from '../../support/services.ts';

/** What random processes have found in commands and rows, each as the smallest process that shows it. */

const database = useDatabase();
let services: TestServices;

beforeAll(async () => {
  services = await createTestServices(database);
});

async function begin(drawing: ProcessBuilder): Promise<string> {
  const diagrams = [{ name: drawing.id, xml: drawing.xml() }];
  await deploy(services, systemActor, { name: drawing.id, diagrams, forms: [] });
  return (await startProcess(services, systemActor, { processId: drawing.id, variables: {} })).instanceKey;
}

test('what is lined up in a sequential ad-hoc sub-process is kept, though nothing has happened yet', async () => {
  // given
  const attributes = { ordering: 'Sequential' };
  const instanceKey = await begin(
    process('lined')
      .start()
      .adHoc('adHoc', (inside) => inside.userTask('a').from(null).userTask('b'), {
        attributes,
        until: '= false',
      })
      .end(),
  );
  const { key: elementInstanceKey } = await database
    .db('element_instance')
    .where({ instance_key: instanceKey, element_id: 'adHoc' })
    .first('key');
  const choose = (elementId: string) =>
    activateElements(services, systemActor, {
      instanceKey,
      elementInstanceKey,
      elements: [{ elementId, variables: {} }],
    });

  // when
  await choose('a');
  await choose('b');
  const [first] = await openTasks(services, instanceKey);
  await completeTask(services, systemActor, { taskKey: first!.key, data: {} });

  // then
  expect(await openTasks(services, instanceKey)).toMatchObject([{ element_id: 'b' }]);
});

test('what was drawn twice by the layout can be read again when it starts', async () => {
  const instanceKey = await begin(branchesInBranch());
  expect((await openTasks(services, instanceKey)).map((task) => task.element_id)).toEqual(['a', 'b']);
});
