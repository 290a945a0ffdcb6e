import { deploy } from '../../engine/commands/deploy.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import type { JsonObject } from '../../engine/core/keys.ts';
import { SESSION_COOKIE } from '../../engine/http/middleware/session.ts';
import type { AccountActor } from '../../engine/policy/actor.ts';
import { openSession } from '../../engine/registers/sessions/open-session.ts';
import type { Services } from '../../engine/services.ts';
import { process as draw } from '../support/process.ts';
import { runClients } from './clients.ts';
import type { Order } from './clients-child.ts';
import { serveEngine } from './node.ts';

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

/** What is filled in. */
export const COMPLETION = { opinion: '情况属实，同意。', decision: 'approve' };

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
  const order = await completionsOf(services, account, tasks);
  const node = await serveEngine(services);
  try {
    return await runClients({ ports: [node.port], clients, ...order });
  } finally {
    node.close();
  }
}

/** So many open tasks, and what an account posts to complete them. */
export async function completionsOf(
  services: Services,
  account: AccountActor,
  tasks: number,
): Promise<Omit<Order, 'ports' | 'clients'>> {
  await deploy(services, systemActor, {
    name: 'bench',
    diagrams: [{ name: 'asked.bpmn', xml: asked(account.orgCode).xml() }],
    forms: [form],
  });
  const token = await openSession(services, {
    person: { accountId: account.accountId },
    method: 'password',
    ip: '127.0.0.1',
    userAgent: 'bench',
  });
  return {
    path: '/api/tasks/:key/complete',
    cookie: `${SESSION_COOKIE}=${token}`,
    body: JSON.stringify({ data: COMPLETION }),
    taskKeys: await createTasks(services, tasks),
  };
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
