import type { ClientBase } from 'pg';

export interface OutgoingSms {
  /** The phone number is looked up when it is sent: it may change, and it is not copied here. */
  memberId: string;
  text: string;
  /** The gateway delivers a key once. */
  idempotencyKey: string;
  createdAt: Date;
}

/** Puts an SMS into the outbox; it is sent after the transaction is committed. */
export async function enqueueSms(client: Pick<ClientBase, 'query'>, sms: OutgoingSms): Promise<void> {
  await client.query({
    name: 'enqueue-sms',
    text: `insert into outbox (channel, idempotency_key, payload, created_at, next_attempt_at)
           values ('sms', $1, $2, $3, $3) on conflict (idempotency_key) do nothing`,
    values: [sms.idempotencyKey, JSON.stringify({ memberId: sms.memberId, text: sms.text }), sms.createdAt],
  });
}
