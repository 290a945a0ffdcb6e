import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../engine/store/postgres.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'qinghe-embedded-'));
  // a superuser's database runs as another user, who must get in
  await chmod(directory, 0o755);
});

afterAll(() => rm(directory, { recursive: true, force: true }));

const start = () => startEmbeddedPostgres(directory, undefined, { settings: { fsync: 'off' } });

async function answers({ url }: EmbeddedPostgres): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query('select 1 as one')).rows[0].one === 1;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function ask(server: EmbeddedPostgres, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

describe('An embedded server', () => {
  it('is stopped by the last one who leaves it, whoever started it', async () => {
    // given
    const first = await start();
    const second = await start();
    expect(second.url).toBe(first.url);

    // when
    await second.leave();
    // then
    expect(await answers(first)).toBe(true);

    // when
    const third = await start();
    await first.leave();
    // then
    expect(await answers(third)).toBe(true);

    // when
    await third.leave();
    // then
    expect(await answers(third)).toBe(false);
  });

  it('is stopped once when all leave at the same moment', async () => {
    const server = await start();
    const all = [server, await start(), await start()];
    await Promise.all(all.map((one) => one.leave()));
    expect(await answers(server)).toBe(false);
  });

  it('is there for one who comes while the last one leaves', async () => {
    // given
    let server = await start();
    for (let round = 0; round < 3; round += 1) {
      // when
      const [, next] = await Promise.all([server.leave(), start()]);
      // then
      expect(await answers(next)).toBe(true);
      server = next;
    }
    await server.leave();
    expect(await answers(server)).toBe(false);
  });

  it('keeps those in mind whose sessions broke while they go on', async () => {
    // given
    const first = await start();
    const second = await start();
    // when
    await ask(first, `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'`);
    const held = `select pid from pg_locks where locktype = 'advisory' and granted`;
    await expect.poll(async () => (await ask(first, held)).length, { timeout: 10_000 }).toBe(2);
    await second.leave();
    // then
    expect(await answers(first)).toBe(true);
    await first.leave();
    expect(await answers(first)).toBe(false);
  });

  it('leaves its data for the next start', async () => {
    const password = await readFile(path.join(directory, 'postgres.password'), 'utf8');
    const server = await start();
    expect(server.url).toContain(password.trim());
    expect(await answers(server)).toBe(true);
    await server.leave();
  });
});
