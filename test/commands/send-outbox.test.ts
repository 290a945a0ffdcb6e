import { describe, expect, it } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { sendOutbox } from '../../engine/commands/send-outbox.ts';
import type { SmsMessage } from '../../engine/channels/sms/gateway.ts';
import { useCaseDesk } from '../support/case-desk.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
const desk = useCaseDesk(database);

async function acceptOne(): Promise<void> {
  const { task } = await desk.open();
  await completeTask(desk.services, desk.people.branch, {
    taskKey: task.key,
    data: { acceptResult: 'accept' },
  });
}

describe('sendOutbox', () => {
  it('sends what a step has asked for, once', async () => {
    // given
    await acceptOne();

    // when
    expect(await sendOutbox(desk.services)).toEqual({ sent: 1, failed: 0 });
    expect(await sendOutbox(desk.services)).toEqual({ sent: 0, failed: 0 });

    // then
    expect(desk.services.sent).toMatchObject([{ phone: '13900000231', text: '您的救助申请已受理' }]);
  });

  it('keeps phone numbers out of the outbox', async () => {
    // given
    await acceptOne();

    // then
    const [row] = await database.db('outbox').where({ state: 'waiting' });
    expect(JSON.stringify(row.payload)).not.toContain('1390000');
    await sendOutbox(desk.services);
  });

  it('tries again later, longer each time, under the same key', async () => {
    // given
    await acceptOne();
    const keys: string[] = [];
    const broken = {
      ...desk.services,
      sms: {
        async send(message: SmsMessage) {
          keys.push(message.idempotencyKey);
          throw new Error('gateway is down');
        },
      },
    };

    // when
    expect(await sendOutbox(broken)).toEqual({ sent: 0, failed: 1 });
    expect(await sendOutbox(broken)).toEqual({ sent: 0, failed: 0 });
    desk.services.clock.advance(10_000);
    expect(await sendOutbox(broken)).toEqual({ sent: 0, failed: 1 });
    desk.services.clock.advance(20_000);

    // then
    const before = desk.services.sent.length;
    expect(await sendOutbox(desk.services)).toEqual({ sent: 1, failed: 0 });
    expect(new Set([...keys, desk.services.sent[before]!.idempotencyKey]).size).toBe(1);
  });

  it('gives up after ten attempts and keeps the reason', async () => {
    // given
    await acceptOne();
    const broken = { ...desk.services, sms: { send: () => Promise.reject(new Error('gateway is down')) } };

    // when
    for (let attempt = 0; attempt < 12; attempt += 1) {
      await sendOutbox(broken);
      desk.services.clock.advance(3_600_000);
    }

    // then
    const row = await database.db('outbox').orderBy('key', 'desc').first();
    expect(row).toMatchObject({ state: 'failed', attempts: 10, last_error: 'gateway is down' });
  });
});
