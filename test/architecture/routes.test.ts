import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkRoute, discoverRoutes } from '../../engine/http/discover-routes.ts';

const root = path.resolve(import.meta.dirname, '../..');
const resources = readdirSync(path.join(root, 'engine/http/resources'));

test.each(resources)('the resource %s serves routes and has its test', (name) => {
  expect(existsSync(path.join(root, `engine/http/resources/${name}/routes.ts`))).toBe(true);
  expect(existsSync(path.join(root, `test/http/${name}.test.ts`))).toBe(true);
});

test('every route says who may call it', async () => {
  for (const route of await discoverRoutes()) expect(() => checkRoute(route)).not.toThrow();
});

test('a route that does not say who may call it stops the start', () => {
  const route = { method: 'get', path: '/api/open', summary: '…', handler: async () => undefined };
  expect(() => checkRoute(route as never)).toThrow('Expected GET /api/open to declare authorize');
});

test('only what must be reachable before a login is public', async () => {
  const open = (await discoverRoutes()).filter(({ authorize }) => authorize === 'public');
  expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toMatchInlineSnapshot(`
    [
      "delete /api/session",
      "get /api/session",
      "get /healthz",
      "post /api/session",
      "post /api/session/code",
    ]
  `);
});
