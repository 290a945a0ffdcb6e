import type { SmsGateway } from './gateway.ts';

export interface GatewayAddress {
  url: string;
  token: string | undefined;
}

const PATIENCE_MS = 10_000;

/**
 * The HTTP gateway: `POST {phone, text}` as JSON, with `Authorization: Bearer …` and `Idempotency-Key`. 2xx means
 * accepted. Numbers and texts never get into an error's message: it is kept in the outbox and in logs.
 * @param address asked for each message: the stand-in's port is known only when the server listens
 */
export function httpSmsGateway(address: () => GatewayAddress): SmsGateway {
  return {
    async send({ phone, text, idempotencyKey }) {
      const { url, token } = address();
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Idempotency-Key': idempotencyKey,
          ...(token ? { Authorization: `Bearer ${token}` } : {}),
        },
        body: JSON.stringify({ phone, text }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      }).catch((error: Error) => {
        throw new Error(`短信网关连不上（${error.name}）`);
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`短信网关拒绝了这条短信（HTTP ${response.status}）`);
    },
  };
}
