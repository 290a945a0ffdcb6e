import { fork } from 'node:child_process';
import { createRequire } from 'node:module';

/**
 * The same process on bpmn-server, in a process of its own because it takes over `uncaughtException`. It is measured
 * where it is installed (`npm install --no-save --ignore-scripts bpmn-server@2.3.8`): it brings a MongoDB client and a
 * web stack that this project has no other use for.
 *
 * @returns instances per second; null where it is not installed
 */
export function benchBpmnServer(url: string, clients: number, seconds: number): Promise<number | null> {
  if (!isInstalled()) return Promise.resolve(null);
  const child = fork(
    new URL('./bpmn-server-child.ts', import.meta.url),
    [url, String(clients), String(seconds)],
    { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      reject(new Error(`Expected bpmn-server to be measured, but it left with ${code}.`)),
    );
    child.once('message', (perSecond: number) => resolve(perSecond));
  });
}

function isInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve('bpmn-server');
    return true;
  } catch {
    return false;
  }
}
