import pg from 'pg';

/** Any number will do: nobody else takes advisory locks in the maintenance database. */
const IN_USE = 20_261_120;
const PAUSE_MS = 1000;

/**
 * One who uses an embedded server: an engine, `npm run dev`, a command beside them. Each holds a shared lock in it, in a
 * session of its own, so that one who was killed does not count; who then gets the lock alone is the last one.
 */
export class ServerUse {
  #client: pg.Client | null = null;
  #left = false;

  private constructor(private readonly url: string) {}

  /**
   * @param url of the server's maintenance database
   * @throws when the server goes away meanwhile, because the last one is just leaving
   */
  static async begin(url: string): Promise<ServerUse> {
    const use = new ServerUse(url);
    await use.#hold();
    return use;
  }

  /** Ends the use, and stops the server if nobody else uses it. A server that has gone away needs no stopping. */
  async leave(stop: () => Promise<void>): Promise<void> {
    this.#left = true;
    const client = this.#client;
    if (!client) return;
    try {
      // held while the server stops: who comes now waits, and then starts it anew
      if (await isAlone(client)) await stop();
    } finally {
      await close(client);
    }
  }

  async #hold(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, keepAlive: true });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select pg_advisory_lock_shared($1)', [IN_USE]);
    } catch (error) {
      await close(client);
      throw error;
    }
    client.once('end', () => this.#holdAgain());
    this.#client = client;
    if (this.#left) await close(client);
  }

  /** The session broke though we go on: others must not take us for gone. */
  #holdAgain(): void {
    this.#client = null;
    if (this.#left) return;
    const again = () => void this.#hold().catch(() => this.#holdAgain());
    setTimeout(again, PAUSE_MS).unref();
  }
}

/** First lets go, then tries: of two who leave at once, one at least finds himself alone. */
async function isAlone(client: pg.Client): Promise<boolean> {
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [IN_USE]);
    const { rows } = await client.query('select pg_try_advisory_lock($1) as alone', [IN_USE]);
    return rows[0].alone as boolean;
  } catch {
    return false;
  }
}

async function close(client: pg.Client): Promise<void> {
  await client.end().catch(() => undefined);
}
