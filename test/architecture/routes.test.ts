import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { requireGranted, ungranted } from '../../engine/http/check-rights.ts';
import { checkRoute, discoverRoutes } from '../../engine/http/discover-routes.ts';
import type { Route } from '../../engine/http/route.ts';
import { readCsv } from '../../engine/policy/csv.ts';
import type { Policy } from '../../engine/policy/policy.ts';

const root = path.resolve(import.meta.dirname, '../..');
const resources = readdirSync(path.join(root, 'engine/http/resources'));

test.each(resources)('the resource %s serves routes and has its test', (name) => {
  expect(existsSync(path.join(root, `engine/http/resources/${name}/routes.ts`))).toBe(true);
  expect(existsSync(path.join(root, `test/http/${name}.test.ts`))).toBe(true);
});

const areas = readdirSync(path.join(root, 'engine/http/v2'), { withFileTypes: true });

test.each(areas.filter((entry) => entry.isDirectory()).map(({ name }) => name))(
  'the area %s of the engine API serves routes',
  (name) => expect(existsSync(path.join(root, `engine/http/v2/${name}/routes.ts`))).toBe(true),
);

test('every route says who may call it', async () => {
  for (const route of await discoverRoutes()) expect(() => checkRoute(route)).not.toThrow();
  // the first one to ask reads every resource
}, 30_000);

test('a route that does not say who may call it stops the start', () => {
  const route = { method: 'get', path: '/api/open', summary: '…', handler: async () => undefined };
  expect(() => checkRoute(route as never)).toThrow('Expected GET /api/open to declare authorize');
});

test('every right a route asks for is granted to somebody', async () => {
  const rows = readCsv(readFileSync(path.join(root, 'policies/permissions.csv'), 'utf8'));
  expect(ungranted(await discoverRoutes(), rows)).toEqual([]);
});

test.each([
  ['p,staff,report,read,subtree,', []],
  ['p,staff,*,read,subtree,', []],
  ['p,staff,report,*,subtree,', []],
  ['p,staff,report,update,subtree,', ['GET /api/reports']],
  ['g,district,report,,,', ['GET /api/reports']],
])('a right that nobody has stops the start: %s', async (line, expected) => {
  // given
  const content = `ptype,role,resource,action,reach,note\n${line}`;
  const route = { method: 'get', path: '/api/reports', authorize: { resource: 'report', action: 'read' } };
  const policyOf = (version: number) =>
    ({ sources: async () => ({ permissions: { version, content } }) }) as unknown as Policy;

  // when
  const started = requireGranted([route as Route], policyOf(0)).catch((fault: Error) => [fault.message]);

  // then
  const named = (await started).map((words) => words.split('：')[0]);
  expect(named).toEqual(expected);
  // a table that people have changed in the browser is told of, and the office opens
  expect(await requireGranted([route as Route], policyOf(2))).toHaveLength(expected.length);
});

test('only what must be reachable before a login is public', async () => {
  const open = (await discoverRoutes()).filter(({ authorize }) => authorize === 'public');
  expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toMatchInlineSnapshot(`
    [
      "delete /api/session",
      "get /api/session",
      "get /healthz",
      "get /v2/license",
      "get /v2/status",
      "post /api/session",
      "post /api/session/code",
    ]
  `);
});
