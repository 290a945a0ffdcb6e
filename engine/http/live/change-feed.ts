import pg from 'pg';
import type { Log } from '../../log.ts';
import { JOBS_CHANNEL, jobSignal } from '../../store/announcer.ts';
import { CHANGES_CHANNEL, SESSIONS_CHANNEL, type Change } from '../../store/changes.ts';

/** Null: changes may have been missed, everything should be looked at again. */
export type ChangeListener = (change: Change | null) => void;

export interface ChangeFeed {
  /**
   * @param ended called when the node stops and there will be no more changes
   * @returns a function that ends the subscription
   */
  subscribe(listener: ChangeListener, ended?: () => void): () => void;
  /**
   * Rings when there may be jobs of a type that workers wait for.
   * @returns a function that stops listening
   */
  onJobs(jobType: string, ring: () => void): () => void;
  /** Rings when sessions that were read may not be as they were. */
  onSessions(ring: () => void): void;
  close(): Promise<void>;
}

const LONGEST_PAUSE_MS = 10_000;

/**
 * One connection of this node that listens for the changes of all nodes. When it breaks it is opened again, and
 * listeners are told that they may have missed something.
 */
export class PostgresChangeFeed implements ChangeFeed {
  readonly #subscriptions = new Set<{ listener: ChangeListener; ended?: () => void }>();
  /** Who waits for jobs, by what is told of their type. */
  readonly #bells = new Map<string, Set<() => void>>();
  readonly #sessionBells: (() => void)[] = [];
  #client: pg.Client | null = null;
  #retry: NodeJS.Timeout | null = null;
  #closed = false;
  #pause = 250;

  constructor(
    private readonly url: string,
    private readonly log: Log,
    /** Under which the database, and so every node, knows of this one. */
    private readonly name?: string,
  ) {}

  async open(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      keepAlive: true,
      application_name: this.name,
    });
    client.on('error', () => this.#reopen(client));
    client.on('end', () => this.#reopen(client));
    client.on('notification', ({ channel, payload }) => {
      if (channel === JOBS_CHANNEL) this.#ring(payload ?? '');
      else if (channel === SESSIONS_CHANNEL) this.#ringSessions();
      else this.#tell(JSON.parse(payload ?? 'null') as Change | null);
    });
    this.#client = client;
    await client.connect();
    await client.query(`listen ${CHANGES_CHANNEL}; listen ${JOBS_CHANNEL}; listen ${SESSIONS_CHANNEL}`);
    this.#pause = 250;
  }

  subscribe(listener: ChangeListener, ended?: () => void): () => void {
    const subscription = { listener, ended };
    this.#subscriptions.add(subscription);
    return () => void this.#subscriptions.delete(subscription);
  }

  onJobs(jobType: string, ring: () => void): () => void {
    const signal = jobSignal(jobType);
    const bells = this.#bells.get(signal) ?? new Set();
    this.#bells.set(signal, bells.add(ring));
    return () => {
      bells.delete(ring);
      if (bells.size === 0 && this.#bells.get(signal) === bells) this.#bells.delete(signal);
    };
  }

  onSessions(ring: () => void): void {
    this.#sessionBells.push(ring);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#retry) clearTimeout(this.#retry);
    for (const { ended } of this.#subscriptions) ended?.();
    this.#subscriptions.clear();
    await this.#client?.end().catch(() => undefined);
  }

  #tell(change: Change | null): void {
    for (const { listener } of this.#subscriptions) listener(change);
  }

  #ring(signal: string): void {
    for (const ring of this.#bells.get(signal) ?? []) ring();
  }

  #ringSessions(): void {
    for (const ring of this.#sessionBells) ring();
  }

  #reopen(broken: pg.Client): void {
    if (this.#closed || this.#client !== broken) return;
    this.#client = null;
    broken.end().catch(() => undefined);
    this.log.error('change feed lost its connection', { retryInMs: this.#pause });
    this.#retry = setTimeout(() => {
      this.open().then(
        () => {
          this.#tell(null);
          this.#ringSessions();
          for (const signal of this.#bells.keys()) this.#ring(signal);
        },
        () => this.#client && this.#reopen(this.#client),
      );
    }, this.#pause);
    this.#pause = Math.min(LONGEST_PAUSE_MS, this.#pause * 2);
  }
}
