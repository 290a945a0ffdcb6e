import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { checkWorkers, routes } from '../../engine/http/resources/health/routes.ts';
import { useServer } from '../support/http.ts';

const server = useServer({ routes, env: { WORKERS: 'off' } });
const ran = { lastDoneAt: '2026-11-24T01:00:00.000Z', lastError: null };

describe('Health', () => {
  it('is told of database, workers and disk', async () => {
    // when
    const { status, body } = await server.visitor().get('/healthz');

    // then
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ok: true,
      database: { ok: true },
      workers: { ok: true, detail: '本节点不跑后台任务' },
      disk: { ok: true, detail: expect.stringMatching(/剩余 [\d.]+ GB/) },
    });
  });

  it('is bad when workers that should run do not, or their last round failed', () => {
    expect(checkWorkers(null, true).ok).toBe(false);
    expect(checkWorkers({ running: false, tasks: {} }, true).ok).toBe(false);
    expect(checkWorkers({ running: true, tasks: { timers: ran } }, true).ok).toBe(true);
    const failed = checkWorkers({ running: true, tasks: { timers: { ...ran, lastError: 'gone' } } }, true);
    expect(failed).toEqual({ ok: false, detail: '最近一次失败：timers' });
  });

  it('is a 503 when the database is gone', async () => {
    // given
    const name = new URL(server.database.url).pathname.slice(1);
    const elsewhere = new pg.Client({ connectionString: server.database.url.replace(name, 'postgres') });
    await elsewhere.connect();
    await elsewhere.query(`alter database ${name} with allow_connections false`);
    await elsewhere.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      name,
    ]);
    await elsewhere.end();

    // when
    const { status, body } = await server.visitor().get('/healthz');

    // then
    expect(status).toBe(503);
    expect(body).toMatchObject({ ok: false, database: { ok: false, detail: '连不上' } });
  });
});
