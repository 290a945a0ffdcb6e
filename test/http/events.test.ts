import { beforeAll, describe, expect, it, vi } from 'vitest';
import { routes } from '../../engine/http/resources/events/routes.ts';
import { announceChange } from '../../engine/store/changes.ts';
import { BRANCH, OTHER_BRANCH, plantDistrict, type District } from '../support/district.ts';
import { useServer, type Visitor } from '../support/http.ts';

const server = useServer({ routes });
let people: District;

beforeAll(async () => {
  people = await plantDistrict(server.database.db);
});

interface Listener {
  events: [string, unknown][];
  ended: Promise<void>;
  stop(): void;
}

async function listen(visitor: Visitor): Promise<Listener> {
  const controller = new AbortController();
  const response = await visitor.fetch('/api/events', { signal: controller.signal });
  expect(response.headers.get('Content-Type')).toContain('text/event-stream');
  expect(response.headers.get('Content-Encoding')).toBeNull();
  const events: [string, unknown][] = [];
  const ended = collect(response.body!, events).catch(() => undefined);
  return { events, ended, stop: () => controller.abort() };
}

async function collect(body: ReadableStream<Uint8Array>, events: [string, unknown][]): Promise<void> {
  let text = '';
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    text += new TextDecoder().decode(chunk);
    const blocks = text.split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const found = /^event: (\w+)\ndata: (.*)$/.exec(block);
      if (found) events.push([found[1]!, JSON.parse(found[2]!)]);
    }
  }
}

const announce = (change: Parameters<typeof announceChange>[1]) =>
  announceChange(server.services.pool, change);

describe('Live events', () => {
  it('reach the unit concerned, its superiors and the member, and nobody else', async () => {
    // given
    const [branch, committee, other, member, stranger] = await Promise.all([
      listen(await server.loginAs('shuiduxincun')),
      listen(await server.loginAs('shuidukou')),
      listen(await server.loginAs('shenyanglu1')),
      listen(await server.loginAsMember(people.member.memberId)),
      listen(await server.loginAsMember(people.probationary.memberId)),
    ]);

    // when
    await announce({ event: 'inbox', orgCodes: [BRANCH] });
    await announce({
      event: 'case',
      orgCodes: [BRANCH],
      memberIds: [people.member.memberId],
      id: 'KN-2026-000001',
    });
    await announce({ event: 'inbox', orgCodes: [OTHER_BRANCH] });

    // then
    const both = [
      ['inbox', {}],
      ['case', { id: 'KN-2026-000001' }],
    ];
    await vi.waitFor(() => expect(committee.events).toEqual([...both, ['inbox', {}]]));
    expect(branch.events).toEqual(both);
    expect(other.events).toEqual([['inbox', {}]]);
    expect(member.events).toEqual([['case', { id: 'KN-2026-000001' }]]);
    expect(stranger.events).toEqual([]);
    for (const { stop } of [branch, committee, other, member, stranger]) stop();
  });

  it('tell of a message about a case those who may read cases', async () => {
    // given
    const { db } = server.database;
    await db('account')
      .where({ username: 'shuiduxincun2' })
      .update({ roles: ['designer'] });
    const branch = await listen(await server.loginAs('shuiduxincun'));
    const designer = await listen(await server.loginAs('shuiduxincun2'));

    // when
    await announce({ event: 'notification', orgCodes: [BRANCH], aboutCase: true });
    await announce({ event: 'notification', orgCodes: [BRANCH] });

    // then
    await vi.waitFor(() => expect(branch.events).toHaveLength(2));
    await vi.waitFor(() => expect(designer.events).toHaveLength(1));
    for (const { stop } of [branch, designer]) stop();
  });

  it('go on after the database connection broke, and say that something may have been missed', async () => {
    // given
    const branch = await listen(await server.loginAs('shuiduxincun'));

    // when
    await server.database.db.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query ilike 'listen %'`,
    );

    // then
    await vi.waitFor(() => expect(branch.events.map(([event]) => event)).toContain('inbox'), 5000);
    const missed = branch.events.length;

    // when
    await announce({ event: 'notification', orgCodes: [BRANCH] });

    // then
    await vi.waitFor(() => expect(branch.events.slice(missed)).toEqual([['notification', {}]]));
    branch.stop();
  });

  it('are not for strangers', async () => {
    expect((await server.visitor().get('/api/events')).status).toBe(401);
  });
});
