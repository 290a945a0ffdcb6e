import { deploy } from '../../engine/commands/deploy.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import type { Services } from '../../engine/services.ts';
import { openDatabase } from '../../engine/store/database.ts';
import { process } from '../support/process.ts';
import { timed } from './past.ts';
import { median } from './rounds.ts';
import { createServices } from './services.ts';

export interface GraphStarts {
  elements: number;
  /** The first start on a node that has never seen the process, in milliseconds: read, parsed, run. */
  first: number;
  /** Median of the ones after it. */
  later: number;
}

/** Starts of a process with a large graph, up to its first task. */
export async function benchLargeGraph(services: Services, elements: number): Promise<GraphStarts> {
  const drawing = process('bench_large').start();
  for (let i = 0; i < (elements - 2) / 2; i += 1) drawing.userTask(`t${i}`);
  await deploy(services, systemActor, {
    name: 'bench',
    diagrams: [{ name: 'large.bpmn', xml: drawing.end().xml() }],
    forms: [],
  });
  const url = (services.pool.options as { connectionString: string }).connectionString;
  const fresh = openDatabase(url, 4);
  try {
    const node = await createServices(fresh, services.config.DATA_DIR);
    const start = () => startProcess(node, systemActor, { processId: 'bench_large', variables: {} });
    const first = await timed(start);
    const later: number[] = [];
    for (let i = 0; i < 50; i += 1) later.push(await timed(start));
    return { elements, first, later: median(later) };
  } finally {
    await fresh.close();
  }
}
