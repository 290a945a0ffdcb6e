import type { Key } from '../core/keys.ts';
import type { Services } from '../services.ts';
import { inTransaction, type Transaction } from '../store/transaction.ts';

export interface OutboxSent {
  sent: number;
  failed: number;
}

interface OutboxRow {
  key: Key;
  idempotency_key: string;
  payload: { memberId: string; text: string };
  attempts: number;
  phone: string | null;
}

const MOST_ATTEMPTS = 10;

/**
 * Sends what waits in the outbox, each message in a transaction of its own: one that was sent but whose transaction is
 * lost goes out again under the same idempotency key, which the gateway delivers once. A failed one waits longer each
 * time and is given up after ten.
 */
export async function sendOutbox(services: Services): Promise<OutboxSent> {
  const result = { sent: 0, failed: 0 };
  for (;;) {
    const outcome = await inTransaction(services.pool, (tx) => sendNext(services, tx));
    if (outcome === null) return result;
    result[outcome] += 1;
  }
}

async function sendNext({ sms, clock }: Services, tx: Transaction): Promise<'sent' | 'failed' | null> {
  const now = clock.now();
  const message = await takeNext(tx, now);
  if (!message) return null;
  try {
    if (!message.phone) throw new Error('收件人没有登记联系电话');
    await sms.send({
      phone: message.phone,
      text: message.payload.text,
      idempotencyKey: message.idempotency_key,
    });
    await tx.client.query(
      `update outbox set state = 'sent', sent_at = $2, attempts = attempts + 1, last_error = null where key = $1`,
      [message.key, now],
    );
    return 'sent';
  } catch (error) {
    const attempts = message.attempts + 1;
    const given = attempts >= MOST_ATTEMPTS || !message.phone;
    await tx.client.query(
      `update outbox set state = $2, attempts = $3, last_error = $4, next_attempt_at = $5 where key = $1`,
      [
        message.key,
        given ? 'failed' : 'waiting',
        attempts,
        String((error as Error).message),
        later(now, attempts),
      ],
    );
    return 'failed';
  }
}

async function takeNext(tx: Transaction, now: Date): Promise<OutboxRow | null> {
  const { rows } = await tx.client.query<OutboxRow>({
    name: 'take-outbox',
    text: `select o.key, o.idempotency_key, o.payload, o.attempts,
                  (select m.phone from member m where m.id = (o.payload ->> 'memberId')::bigint) as phone
             from outbox o where o.channel = 'sms' and o.state = 'waiting' and o.next_attempt_at <= $1
            order by o.next_attempt_at, o.key limit 1 for update of o skip locked`,
    values: [now],
  });
  return rows[0] ?? null;
}

/** 10 s, 20 s, 40 s … an hour at most. */
function later(now: Date, attempts: number): Date {
  return new Date(now.getTime() + Math.min(3_600_000, 10_000 * 2 ** (attempts - 1)));
}
