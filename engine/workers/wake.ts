import pg from 'pg';
import { nextTimer } from '../commands/fire-due-timers.ts';
import type { Services } from '../services.ts';
import { WAKE_CHANNEL } from '../store/announcer.ts';

/** Looks again at the latest after so long: a notification may be lost with its connection. */
const LONGEST_SLEEP_MS = 60_000;
const RECONNECT_MS = 1_000;

type WakeableTask = 'fire-due-timers' | 'send-outbox' | 'deliver-signals' | 'take-later-steps';

/**
 * Listens for what any node has written that is due soon, and calls `wake` when its time has come: `send-outbox`,
 * `deliver-signals` and `take-later-steps` at once, `fire-due-timers` at the moment the next timer is due.
 */
export class Wake {
  #client: pg.Client | null = null;
  #sleep: NodeJS.Timeout | undefined;
  #reconnect: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(
    private readonly services: Services,
    private readonly url: string,
    private readonly wake: (task: WakeableTask) => Promise<void>,
  ) {}

  async start(): Promise<void> {
    await this.#listen();
    await this.#setAlarm();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#sleep);
    clearTimeout(this.#reconnect);
    await this.#client?.end().catch(() => undefined);
  }

  async #listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url });
    client.on('error', () => this.#listenAgain());
    client.on('end', () => this.#listenAgain());
    client.on('notification', ({ payload }) => this.#hear(payload));
    this.#client = client;
    await client.connect();
    await client.query(`listen ${WAKE_CHANNEL}`);
  }

  #listenAgain(): void {
    if (this.#stopped || this.#reconnect) return;
    this.#reconnect = setTimeout(() => {
      this.#reconnect = undefined;
      this.start().catch(() => this.#listenAgain());
    }, RECONNECT_MS);
  }

  #hear(payload: string | undefined): void {
    if (payload === 'outbox') void this.#call('send-outbox');
    if (payload === 'later') void this.#call('take-later-steps');
    if (payload === 'signals') void this.#call('deliver-signals');
    if (payload === 'timers') void this.#setAlarm();
  }

  async #setAlarm(): Promise<void> {
    const due = await nextTimer(this.services).catch(() => null);
    if (this.#stopped) return;
    const wait = due ? due.getTime() - this.services.clock.now().getTime() : LONGEST_SLEEP_MS;
    clearTimeout(this.#sleep);
    this.#sleep = setTimeout(() => void this.#ring(), Math.min(Math.max(wait, 0), LONGEST_SLEEP_MS));
  }

  async #ring(): Promise<void> {
    const due = await nextTimer(this.services).catch(() => null);
    const isDue = due !== null && due <= this.services.clock.now();
    if (isDue) await this.#call('fire-due-timers');
    if (this.#stopped) return;
    // what has just been woken needs a moment before it no longer looks due
    if (isDue) this.#sleep = setTimeout(() => void this.#setAlarm(), 1_000);
    else await this.#setAlarm();
  }

  async #call(task: WakeableTask): Promise<void> {
    if (!this.#stopped) await this.wake(task).catch(() => undefined);
  }
}
