import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createProblem } from '../../engine/errors.ts';
import { checkRoute } from '../../engine/http/discover-routes.ts';
import { defineRoute, type Route } from '../../engine/http/route.ts';
import { useServer } from '../support/http.ts';

const teapot = createProblem('teapot', 418, '这里没有咖啡。');
const shape = { method: 'post', summary: '试一试', authorize: 'public' } as const;

const routes: Route[] = [
  defineRoute({ ...shape, path: '/api/try/teapot', handler: async () => Promise.reject(teapot()) }),
  defineRoute({
    ...shape,
    path: '/api/try/bug',
    handler: async () => Promise.reject(new TypeError('nothing there')),
  }),
  defineRoute({
    ...shape,
    path: '/api/try/constraint/:phone',
    handler: async (_, { db }) => {
      await db.raw('create table if not exists people (phone text primary key)');
      await db('people').insert({ phone: '13812345678' });
      await db('people').insert({ phone: '13812345678' });
    },
  }),
  defineRoute({
    ...shape,
    path: '/api/try/form',
    body: z.strictObject({ name: z.string().min(2), age: z.number() }),
    handler: async () => undefined,
  }),
  defineRoute({
    ...shape,
    path: '/api/try/anything',
    body: z.record(z.string(), z.json()),
    handler: async () => undefined,
  }),
  defineRoute({
    ...shape,
    path: '/api/try/lie',
    response: z.object({ count: z.number() }),
    handler: async () => ({ count: 'many' }) as never,
  }),
  defineRoute({ ...shape, authorize: 'login', path: '/api/try/login', handler: async () => undefined }),
];

const server = useServer({ routes });

describe('Every fault', () => {
  it('is problem+json with a code and a Chinese sentence', async () => {
    // when
    const answer = await server.visitor().post('/api/try/teapot');

    // then
    expect(answer.status).toBe(418);
    expect(answer.headers.get('Content-Type')).toContain('application/problem+json');
    expect(answer.body).toEqual({
      type: 'about:blank',
      title: '这里没有咖啡。',
      status: 418,
      code: 'teapot',
      detail: '这里没有咖啡。',
    });
  });

  it('that is a bug has a reference that leads to the log', async () => {
    // when
    const { status, body } = await server.visitor().post('/api/try/bug');

    // then
    expect(status).toBe(500);
    expect(body.detail).toContain(body.reference as string);
    expect(JSON.stringify(body)).not.toContain('nothing there');
    const line = server.log.find((entry) => entry.includes(body.reference as string))!;
    expect(JSON.parse(line)).toMatchObject({
      level: 'error',
      route: '/api/try/bug',
      message: 'nothing there',
    });
  });

  it('of the database leaves no personal data in the log', async () => {
    // when
    const { status } = await server.visitor().post('/api/try/constraint/13812345678');

    // then
    expect(status).toBe(500);
    expect(server.log.join('')).toContain('people_pkey');
    expect(server.log.join('')).not.toContain('13812345678');
  });

  it('of the address says so', async () => {
    expect((await server.visitor().get('/api/nowhere')).body).toMatchObject({
      status: 404,
      code: 'not_found',
    });
    const wrong = await server.visitor().get('/api/try/teapot');
    expect([wrong.status, wrong.headers.get('Allow')]).toEqual([405, 'POST']);
    expect((await server.visitor().get('/api/%E0%A4%A')).status).toBeLessThan(500);
  });

  it('of who asks says so', async () => {
    expect((await server.visitor().post('/api/try/login')).body).toMatchObject({
      status: 401,
      code: 'not_logged_in',
    });
  });

  it('of an answer that is not as described shows while testing', async () => {
    expect((await server.visitor().post('/api/try/lie')).status).toBe(500);
  });
});

describe('A body', () => {
  const send = (path: string, body: string, type = 'application/json') =>
    server
      .visitor()
      .fetch(path, { method: 'POST', body, headers: { 'Content-Type': type } })
      .then(async (response) => ({
        status: response.status,
        body: (await response.json().catch(() => null)) as { code: string; fields?: unknown } | null,
      }));

  it('that does not fit is 422 with each field and a Chinese message', async () => {
    // when
    const { status, body } = await send('/api/try/form', '{"name":"a","extra":1}');

    // then
    expect(status).toBe(422);
    expect(body!.fields).toEqual([
      { field: 'name', message: expect.stringMatching(/\p{Script=Han}/u) },
      { field: 'age', message: expect.stringMatching(/\p{Script=Han}/u) },
      { field: 'extra', message: '没有这一项' },
    ]);
  });

  it('is refused when it is not JSON, not UTF-8, or of another type', async () => {
    expect((await send('/api/try/form', '{"name":')).status).toBe(400);
    expect((await send('/api/try/form', 'name=a', 'application/x-www-form-urlencoded')).status).toBe(415);
    const bytes = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]);
    const response = await server.visitor().fetch('/api/try/form', {
      method: 'POST',
      body: bytes,
      headers: { 'Content-Type': 'application/json' },
    });
    expect(response.status).toBe(400);
  });

  it('of a stranger is cut off at 64 KB, told or not', async () => {
    // when
    const large = JSON.stringify({ text: 'x'.repeat(70_000) });
    const told = await send('/api/try/anything', large);
    const untold = await server.visitor().fetch('/api/try/anything', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: new Blob([large]).stream(),
      duplex: 'half',
    } as RequestInit);

    // then
    expect([told.status, told.body!.code]).toEqual([413, 'body_too_large']);
    expect(untold.status).toBe(413);
  });

  it('with what cannot be stored, or only attacks hold, is a 400 and no bug', async () => {
    for (const body of [
      '{"a":"x\\u0000y"}',
      '{"a":"\\ud83d"}',
      '{"__proto__":{"admin":true}}',
      `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
    ]) {
      expect((await send('/api/try/anything', body)).status).toBe(400);
    }
    expect((await send('/api/try/anything', '{"name":"𠮷野家"}')).status).toBe(204);
  });
});

describe('A change asked for by another site', () => {
  const ask = (headers: Record<string, string>) =>
    server.visitor().fetch('/api/try/anything', {
      method: 'POST',
      body: '{}',
      headers: { 'Content-Type': 'application/json', ...headers },
    });

  it('is refused, by what the browser says of its origin', async () => {
    const foreign = await ask({ Origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    expect(await foreign.json()).toMatchObject({ code: 'foreign_origin' });
    expect((await ask({ Origin: 'null' })).status).toBe(403);
    expect((await ask({ 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await ask({ 'Sec-Fetch-Site': 'same-site', Origin: server.url })).status).toBe(403);
  });

  it('is taken from the own pages', async () => {
    expect((await ask({ Origin: server.url })).status).toBe(204);
    expect((await ask({ 'Sec-Fetch-Site': 'same-origin' })).status).toBe(204);
    expect((await ask({})).status).toBe(204);
  });
});

describe('Every answer', () => {
  it('carries the headers that keep pages in their place', async () => {
    const { headers } = await server.visitor().get('/api/nowhere');
    expect(headers.get('Content-Security-Policy')).toContain("script-src 'self'");
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('X-Frame-Options')).toBe('SAMEORIGIN');
    expect(headers.get('Cache-Control')).toBe('no-store');
  });
});

describe('A route', () => {
  it('that does not say who may call it does not boot', () => {
    const open = { method: 'get', path: '/api/open', summary: '', handler: async () => undefined };
    expect(() => checkRoute(open as unknown as Route)).toThrow('GET /api/open to declare authorize');
    expect(() => checkRoute({ ...open, authorize: { resource: 'case' } } as unknown as Route)).toThrow();
  });
});
