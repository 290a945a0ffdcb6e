import { fork } from 'node:child_process';
import type { Answered, Order } from './clients-child.ts';

/**
 * Clients in a process of their own, until every task has been posted.
 * @returns tasks completed per second
 * @throws unless each was answered 200
 */
export async function runClients(order: Order): Promise<number> {
  const { milliseconds, statuses } = await answers(order);
  const asked = order.taskKeys.length;
  if (statuses[200] !== asked) {
    throw new Error(
      `Expected ${asked} tasks to be completed, but the answers were ${JSON.stringify(statuses)}.`,
    );
  }
  return asked / (milliseconds / 1_000);
}

function answers(order: Order): Promise<Answered> {
  const child = fork(new URL('./clients-child.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`Expected the clients to report, but they left with ${code}.`)),
    );
    child.once('message', (answered: Answered) => resolve(answered));
    child.send(order);
  });
}
