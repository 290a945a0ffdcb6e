import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { sendOutbox } from '../../engine/commands/send-outbox.ts';
import { httpSmsGateway } from '../../engine/channels/sms/http-gateway.ts';
import { useCaseDesk } from '../support/case-desk.ts';
import { crash } from '../support/crash.ts';
import { useDatabase } from '../support/database.ts';
import { openTasks, rowOfInstance } from '../support/engine-rows.ts';

const database = useDatabase();
const desk = useCaseDesk(database);
const accept = { acceptResult: 'accept' };
/** Idempotency keys the gateway was given, each request. */
const received: string[] = [];
let gateway: Server;
let gatewayUrl: string;

beforeAll(async () => {
  gateway = createServer((request, response) => {
    received.push(String(request.headers['idempotency-key']));
    request.resume().on('end', () => response.writeHead(202).end());
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  gatewayUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/`;
});
afterAll(() => gateway.close());

const completions = (instanceKey: string) =>
  database.db('history_event').where({ instance_key: instanceKey, type: 'instanceCompleted' });

describe('a node that is killed', () => {
  it('before it commits has done nothing, and the work can be done again', async () => {
    // given
    const { task, instanceKey } = await desk.open();
    const before = await rowOfInstance(desk.services, instanceKey);
    const order = { url: database.url, command: 'completeTask', taskKey: task.key, data: accept } as const;

    // when
    expect(await crash({ ...order, point: 'before-commit' })).toBe('SIGKILL');

    // then
    expect(await rowOfInstance(desk.services, instanceKey)).toEqual(before);
    expect(await openTasks(desk.services, instanceKey)).toMatchObject([{ key: task.key }]);
    await completeTask(desk.services, desk.people.branch, { taskKey: task.key, data: accept });
    expect(await completions(instanceKey)).toHaveLength(1);
  }, 60_000);

  it('after it has committed has done all of it, and it is not done twice', async () => {
    // given
    const { task, instanceKey } = await desk.open();
    const order = { url: database.url, command: 'completeTask', taskKey: task.key, data: accept } as const;

    // when
    expect(await crash({ ...order, point: 'after-commit' })).toBe('SIGKILL');

    // then
    expect(await rowOfInstance(desk.services, instanceKey)).toMatchObject({ state: 'completed' });
    await expect(
      completeTask(desk.services, desk.people.branch, { taskKey: task.key, data: accept }),
    ).rejects.toMatchObject({ status: 409, code: 'task_gone' });
    expect(await completions(instanceKey)).toHaveLength(1);
    expect(await database.db('case_form').where({ task_key: task.key })).toHaveLength(1);
  }, 60_000);

  it('after it has sent a message sends it again under the same key, which is delivered once', async () => {
    // given
    await sendOutbox(desk.services);
    const { task } = await desk.open();
    await completeTask(desk.services, desk.people.branch, { taskKey: task.key, data: accept });
    received.length = 0;

    // when
    expect(await crash({ url: database.url, command: 'sendOutbox', point: 'after-send', gatewayUrl })).toBe(
      'SIGKILL',
    );
    const sms = httpSmsGateway(() => ({ url: gatewayUrl, token: 'test' }));
    // then: as soon as the database has noticed that the other one is gone
    await vi.waitFor(
      async () => expect(await sendOutbox({ ...desk.services, sms })).toEqual({ sent: 1, failed: 0 }),
      { timeout: 10_000 },
    );
    expect(received).toHaveLength(2);
    expect(new Set(received).size).toBe(1);
  }, 60_000);
});
