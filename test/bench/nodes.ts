import { fork, type ChildProcess } from 'node:child_process';
import type { AccountActor } from '../../engine/policy/actor.ts';
import type { Services } from '../../engine/services.ts';
import { completionsOf } from './completions.ts';
import { runClients } from './clients.ts';

/**
 * User tasks completed per second by so many nodes on one database, each a process of its own.
 */
export async function benchNodes(
  services: Services,
  account: AccountActor,
  options: { nodes: number; clients: number; tasks: number },
): Promise<number> {
  const url = (services.pool.options as { connectionString: string }).connectionString;
  const nodes = await Promise.all(
    Array.from({ length: options.nodes }, () => startNode(url, services.config.DATA_DIR)),
  );
  try {
    const ports = nodes.map(({ port }) => port);
    await runClients({ ports, clients: options.clients, ...(await completionsOf(services, account, 500)) });
    return await runClients({
      ports,
      clients: options.clients,
      ...(await completionsOf(services, account, options.tasks)),
    });
  } finally {
    for (const { child } of nodes) child.disconnect();
  }
}

function startNode(url: string, folder: string): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(new URL('./node-child.ts', import.meta.url), [url, folder], {
    execArgv: ['--import', 'tsx'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`Expected a node to start, but it left with ${code}.`)));
    child.once('message', (port: number) => resolve({ child, port }));
  });
}
