import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deploy } from '../../engine/commands/deploy.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import type { JsonObject } from '../../engine/core/keys.ts';
import { createApp } from '../../engine/http/app.ts';
import { PostgresChangeFeed } from '../../engine/http/live/change-feed.ts';
import { SESSION_COOKIE } from '../../engine/http/middleware/session.ts';
import { createLog } from '../../engine/log.ts';
import type { AccountActor } from '../../engine/policy/actor.ts';
import { openSession } from '../../engine/registers/sessions/open-session.ts';
import type { Services } from '../../engine/services.ts';
import { process as draw } from '../support/process.ts';

/** A task with a form, worked by the account's unit. */
const asked = (unit: string) =>
  draw('asked')
    .start()
    .userTask('decide', {
      form: 'asked-decide',
      extensions: `<zeebe:assignmentDefinition candidateGroups="${unit}" />`,
    })
    .end();

const form: { id: string; schema: JsonObject } = {
  id: 'asked-decide',
  schema: {
    id: 'asked-decide',
    type: 'default',
    components: [
      { type: 'textfield', key: 'opinion', label: '意见', validate: { required: true, maxLength: 200 } },
      {
        type: 'radio',
        key: 'decision',
        label: '决定',
        validate: { required: true },
        values: [
          { label: '同意', value: 'approve' },
          { label: '不同意', value: 'reject' },
        ],
      },
    ],
  },
};

/**
 * User tasks completed per second by one engine node over HTTP: the whole way through session, permission, schema, form
 * check, step, history and audit. The clients are a process of their own.
 */
export async function benchCompletions(
  services: Services,
  account: AccountActor,
  clients: number,
  tasks: number,
): Promise<number> {
  await deploy(services, systemActor, {
    name: 'bench',
    diagrams: [{ name: 'asked.bpmn', xml: asked(account.orgCode).xml() }],
    forms: [form],
  });
  const taskKeys = await createTasks(services, tasks);
  const token = await openSession(services, {
    person: { accountId: account.accountId },
    method: 'password',
    ip: '127.0.0.1',
    userAgent: 'bench',
  });
  const server = await serve(services);
  try {
    return await runClients({
      port: (server.address() as AddressInfo).port,
      cookie: `${SESSION_COOKIE}=${token}`,
      clients,
      taskKeys,
      body: JSON.stringify({ data: { opinion: '情况属实，同意。', decision: 'approve' } }),
    });
  } finally {
    server.close();
  }
}

async function createTasks(services: Services, count: number): Promise<string[]> {
  let left = count;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (left-- > 0) await startProcess(services, systemActor, { processId: 'asked', variables: {} });
    }),
  );
  const { rows } = await services.pool.query<{ key: string }>(
    `select key from user_task where process_id = 'asked' and state = 'created' order by key`,
  );
  await services.pool.query('analyze');
  return rows.map((row) => row.key);
}

async function serve(services: Services) {
  const log = createLog('error');
  const url = (services.pool.options as { connectionString: string }).connectionString;
  const changes = new PostgresChangeFeed(url, log);
  await changes.open();
  const app = await createApp(services, { node: { log, changes, workers: () => null, demo: false } });
  const server = createServer(app.callback());
  server.on('close', () => void changes.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function runClients(order: { taskKeys: string[] } & Record<string, unknown>): Promise<number> {
  const child = fork(new URL('./client.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`Expected the clients to report, but they left with ${code}.`)),
    );
    child.once('message', ({ completed, milliseconds }: { completed: number; milliseconds: number }) => {
      resolve(completed / (milliseconds / 1_000));
    });
    child.send(order);
  });
}
