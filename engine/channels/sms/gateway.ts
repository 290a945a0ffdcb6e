export interface SmsMessage {
  phone: string;
  text: string;
  /** The gateway delivers a key once, however often it is sent. */
  idempotencyKey: string;
}

/** The SMS adapter: one HTTP gateway, real or the local stand-in. */
export interface SmsGateway {
  /** Resolves when the gateway has accepted the message; rejects when it has not (the outbox tries again). */
  send(message: SmsMessage): Promise<void>;
}
