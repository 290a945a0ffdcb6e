import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { behaviours } from '../../engine/core/registry.ts';
import { discoverRoutes } from '../../engine/http/discover-routes.ts';
import { elementTypes } from '../../engine/registers/engine/element-instances.ts';
import type { Authorize, Route } from '../../engine/http/route.ts';

const root = path.resolve(import.meta.dirname, '../..');
const page = readFileSync(path.join(root, 'docs/v2.md'), 'utf8');
const [before, after] = page.split('## Not there') as [string, string];
const there = [...before.matchAll(/^\| `(\w+ \/v2\/\S+)` \| (.+) \|$/gm)].map(
  ([, call, who]) => [nameless(call!), who!] as const,
);
const absent = [...after.matchAll(/`(\/v2\/[^`]+)`/g)].map(([, start]) => start!);

let routes: Route[];

beforeAll(async () => {
  routes = (await discoverRoutes()).filter((route) => route.path.startsWith('/v2/'));
  // the first one to ask reads every resource
}, 30_000);

/** What is called by a key, whatever the key is called. */
function nameless(call: string): string {
  return call.replaceAll(/\{\w+\}|:\w+/g, '{}');
}

function wordsOf(authorize: Authorize): string {
  if (typeof authorize === 'object') return `\`${authorize.resource}:${authorize.action}\``;
  return authorize === 'public' ? '—' : 'any account';
}

/** Every call the public client can make, read from its code. */
function clientCalls(): string[] {
  const client = createRequire(import.meta.url).resolve('@camunda8/orchestration-cluster-api');
  const verbs = 'get|post|put|patch|delete';
  const call = new RegExp(`\\.(${verbs})\\(\\{(?:(?!\\.(?:${verbs})\\(\\{)[^])*?url: "(/[^"]+)"`, 'g');
  return [...readFileSync(client, 'utf8').matchAll(call)].map(
    ([, verb, url]) => `${verb!.toUpperCase()} /v2${url}`,
  );
}

test('the page of the engine API names every call there is, with the permission it takes', () => {
  const served = routes.map(
    ({ method, path: at, authorize }) =>
      [nameless(`${method.toUpperCase()} ${at}`), wordsOf(authorize)] as const,
  );
  expect(Object.fromEntries(there)).toEqual(Object.fromEntries(served));
  expect(there).toHaveLength(served.length);
});

test('every call of the public client is there, or named as not there', () => {
  const calls = clientCalls();
  expect(calls.length).toBeGreaterThan(140);
  const names = new Set(there.map(([call]) => call));
  const told = calls.map((call) => {
    const isAbsent = absent.some((start) => call.split(' ')[1]!.startsWith(start));
    return [call, names.has(nameless(call)), isAbsent] as const;
  });
  expect(told.filter(([, isThere, isAbsent]) => isThere === isAbsent)).toEqual([]);
});

test('what is said not to be there is a call of the client', () => {
  const calls = clientCalls();
  expect(absent.filter((start) => !calls.some((call) => call.includes(` ${start}`)))).toEqual([]);
});

test('programs are told of every element by a kind', () => {
  const told = Object.values(elementTypes).flat();
  expect(behaviours.map(({ type }) => type).filter((type) => !told.includes(type))).toEqual([]);
});
