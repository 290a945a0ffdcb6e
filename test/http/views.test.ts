import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { page, pageQuery } from '../../engine/http/fields.ts';
import type { SavedView } from '../../engine/http/resources/views/schemas.ts';
import { routes } from '../../engine/http/resources/views/routes.ts';
import { defineRoute } from '../../engine/http/route.ts';
import { plantDistrict } from '../support/district.ts';
import { useServer, type Visitor } from '../support/http.ts';

/** A list that counts what it was asked for: its total is the number in `q`. */
const members = defineRoute({
  method: 'get',
  path: '/api/members',
  summary: '名册',
  authorize: { resource: 'member', action: 'read' },
  query: pageQuery.extend({ q: z.string().regex(/^\d+$/).optional() }),
  response: page(z.string()),
  handler: async ({ query }) => ({ items: [], total: Number(query.q ?? 0), nextCursor: null }),
});
const server = useServer({ routes: [...routes, members] });
let visitor: Visitor;

beforeAll(async () => {
  await plantDistrict(server.database.db);
  visitor = await server.loginAs('shuidukou');
});

const list = async (who: Visitor, query = '') =>
  (await who.get<{ items: SavedView[] }>(`/api/views${query}`)).body.items;
const view = (name: string, filter: Record<string, string>, kind = 'members') => ({
  list: kind,
  name,
  filter,
});

describe('A saved view', () => {
  it('keeps a filter under a name and says how many there are now', async () => {
    // when
    const saved = await visitor.post<SavedView>('/api/views', view('困难党员', { q: '42' }));

    // then
    expect(saved.body).toMatchObject({ name: '困难党员', filter: { q: '42' }, count: 42 });

    // when
    await visitor.post('/api/views', view('困难党员', { q: '7' }));

    // then
    expect((await list(visitor)).map(({ name, count }) => [name, count])).toEqual([['困难党员', 7]]);
  });

  it('whose filter nobody understands any more has no count', async () => {
    await visitor.post('/api/views', view('旧条件', { q: 'old' }));
    await visitor.post('/api/views', view('我的办件', {}, 'cases'));
    const counts = new Map((await list(visitor)).map(({ name, count }) => [name, count]));
    expect([counts.get('旧条件'), counts.get('我的办件')]).toEqual([null, null]);
    expect(await list(visitor, '?list=cases')).toHaveLength(1);
  });

  it('is the own: others neither see nor delete it', async () => {
    // given
    const other = await server.loginAs('shenyanglu');
    const [mine] = await list(visitor);

    // then
    expect(await list(other)).toEqual([]);
    expect((await other.delete(`/api/views/${mine!.id}`)).status).toBe(404);
    expect((await visitor.delete(`/api/views/${mine!.id}`)).status).toBe(204);
    expect((await list(visitor)).map(({ id }) => id)).not.toContain(mine!.id);
  });
});
