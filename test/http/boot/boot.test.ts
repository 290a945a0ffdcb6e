import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { boot, type Booted } from '../../../engine/boot.ts';
import { readConfig } from '../../../engine/config.ts';
import { useDatabase } from '../../support/database.ts';
import { plantDistrict } from '../../support/district.ts';
import { Visitor } from '../../support/http.ts';

const database = useDatabase();
const DATA_DIR = mkdtempSync(path.join(tmpdir(), 'qinghe-boot-'));
const started: Booted[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((node) => node.close()));
});

async function start(env: Record<string, string> = {}, warn?: (line: string) => void): Promise<Booted> {
  const settings = { DATABASE_URL: database.url, DATA_DIR, PORT: '0', LOG_LEVEL: 'silent', ...env };
  const node = await boot(readConfig(settings), { ui: 'none', warn });
  started.push(node);
  return node;
}

describe('A node', () => {
  it('comes up on an empty database with the services deployed, healthy, and shows nobody a way in', async () => {
    // when
    const node = await start();
    const visitor = new Visitor(node.url);

    // then
    expect((await visitor.get('/healthz')).body).toMatchObject({ ok: true, workers: { ok: true } });
    expect((await visitor.get('/api/session')).body.system).toMatchObject({ demo: false, demoLogins: [] });
    const deployed = await database.db('process_definition').select('process_id');
    expect(deployed.length).toBeGreaterThan(0);
  });

  it('beside another one deploys nothing twice, and each hears of what the other does', async () => {
    // given
    const [one, other] = await Promise.all([start(), start({ WORKERS: 'off' })]);
    const versions = await database.db('process_definition').max('version as most').first();

    // then
    expect(versions?.most).toBe(1);
    expect((await new Visitor(one.url).get('/healthz')).status).toBe(200);
    expect((await new Visitor(other.url).get('/healthz')).body).toMatchObject({
      workers: { detail: '本节点不跑后台任务' },
    });
  });

  it('lets a member in by the code that the stand-in got over HTTP', async () => {
    // given
    const node = await start();
    const { member } = await plantDistrict(database.db);
    const visitor = new Visitor(node.url);
    const named = { name: member.displayName, phone: '13900000231' };

    // when
    await visitor.post('/api/session/code', named);
    const code = await vi.waitFor(async () => {
      const row = await database.db('sms_standin').first('text');
      return /\d{6}/.exec(row.text as string)![0];
    });
    const entered = await visitor.post('/api/session', { kind: 'member', ...named, code });

    // then
    expect(entered.status).toBe(200);
    expect((await new Visitor(node.url).get('/standin/sms')).status).toBe(403);
  });

  it('stops at once though somebody listens for events, and leaves its port', async () => {
    // given
    const node = await start();
    const [account] = await database.db('account').select('username');
    expect(account).toBeDefined();
    const { openSession } = await import('../../../engine/registers/sessions/open-session.ts');
    const { id } = await database.db('account').first('id');
    const token = await openSession(node.services, {
      person: { accountId: id as string },
      method: 'password',
      ip: null,
      userAgent: null,
    });
    const listening = await new Visitor(node.url, `qinghe_session=${token}`).fetch('/api/events');

    // when
    const before = performance.now();
    started.pop();
    await node.close();

    // then
    expect(performance.now() - before).toBeLessThan(5000);
    expect(await listening.text()).toContain('retry');
    await expect(fetch(node.url)).rejects.toThrow();
  });

  it('says which policy files are not in force because they were changed in the browser', async () => {
    // given
    const content = 'date,kind,name,status,note\n2026-10-01,holiday,国庆节,official,\n';
    await database.db('policy_version').insert({
      name: 'calendar',
      version: 4,
      content,
      changed_at: new Date(),
      changed_by: 'account:district',
    });
    const said: string[] = [];

    // when
    await start({}, (line) => said.push(line));

    // then
    await database.db('policy_version').delete();
    const line = said.find((one) => one.includes('calendar.csv'))!;
    expect(line).toMatch(/第 4 版.+文件里有 \d+ 行因此没有生效.+use-policy-file --table calendar/);
    expect(said.some((one) => one.includes('permissions.csv'))).toBe(false);
  });

  it('says which port is taken', async () => {
    // given
    const node = await start();
    const { port } = new URL(node.url);

    // then
    await expect(start({ PORT: port })).rejects.toThrow(`端口 ${port} 已被占用`);
  });
});
