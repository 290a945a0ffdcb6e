import type { PoolClient } from 'pg';
import { httpSmsGateway } from '../../engine/channels/sms/http-gateway.ts';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { sendOutbox } from '../../engine/commands/send-outbox.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { openDatabase } from '../../engine/store/database.ts';
import type { CrashOrder } from './crash.ts';
import { createTestServices } from './services.ts';

// A process that carries out one command on a database and is killed at a named moment of it, as by `kill -9`.

const order = JSON.parse(process.argv[2]!) as CrashOrder;
const database = { url: order.url, ...openDatabase(order.url, 4) };
const services = await createTestServices(database);
const die = () => process.kill(process.pid, 'SIGKILL');

if (order.point !== 'after-send') dieAtCommit();
if (order.command === 'completeTask') {
  await completeTask(services, systemActor, { taskKey: order.taskKey, data: order.data });
} else {
  const gateway = httpSmsGateway(() => ({ url: order.gatewayUrl, token: 'test' }));
  await sendOutbox({
    ...services,
    sms: {
      async send(message) {
        await gateway.send(message);
        if (order.point === 'after-send') die();
      },
    },
  });
}

/** The moment before COMMIT is sent, or the one after it has been answered and before the caller knows. */
function dieAtCommit(): void {
  database.pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const watched = (...args: unknown[]) => {
      if (args[0] !== 'commit') return query(...args);
      if (order.point === 'before-commit') die();
      return (query(...args) as Promise<unknown>).then((answer) => {
        die();
        return answer;
      });
    };
    (client as PoolClient).query = watched as PoolClient['query'];
  });
}
