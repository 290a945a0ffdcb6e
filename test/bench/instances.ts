import { completeTask } from '../../engine/commands/complete-task.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import type { Services } from '../../engine/services.ts';
import { measure } from './measure.ts';
import { benchProcess } from './process.ts';

/** Whole instances per second, each in two transactions: to the user task, and from it to the end. */
export async function benchInstances(services: Services, clients: number, seconds: number): Promise<number> {
  await deploy(services, systemActor, {
    name: 'bench',
    diagrams: [{ name: 'bench.bpmn', xml: benchProcess.xml() }],
    forms: [],
  });
  const { perSecond } = await measure(clients, seconds, () => runInstance(services));
  return perSecond;
}

async function runInstance(services: Services): Promise<void> {
  const { instanceKey } = await startProcess(services, systemActor, {
    processId: 'bench',
    variables: { granted: true },
  });
  const { rows } = await services.pool.query<{ key: string }>({
    name: 'bench-task',
    text: `select key from user_task where instance_key = $1 and state = 'created'`,
    values: [instanceKey],
  });
  await completeTask(services, systemActor, { taskKey: rows[0]!.key, data: {} });
}
