import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { describeSettings } from '../../engine/config.ts';

const root = path.resolve(import.meta.dirname, '../..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const scripts = (JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: object })
  .scripts;

test('the README lists every setting as it is', () => {
  for (const setting of describeSettings()) {
    expect(readme).toMatch(new RegExp(`\\| \`${setting.name}\` \\| `));
    expect(readme).toContain(setting.meaning);
  }
});

test('every command the README names exists', () => {
  const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name!);
  expect(named.length).toBeGreaterThan(4);
  for (const name of named) expect(Object.keys(scripts)).toContain(name);
});

test('every file and folder the README names exists', () => {
  const links = [...readme.matchAll(/\]\((docs\/[^)]+)\)/g)].map(([, file]) => file!);
  const paths = [...readme.matchAll(/`((?:engine|test|admin-ui|policies|docs)\/[\w./-]+)`/g)].map(
    ([, file]) => file!,
  );
  for (const file of [...links, ...paths])
    expect([file, existsSync(path.join(root, file))]).toEqual([file, true]);
});

test('the behaviour, the route and the automatic step the README shows are the ones in the sources', () => {
  const behaviour = readFileSync(path.join(root, 'engine/core/behaviours/manual-task.ts'), 'utf8');
  expect(readme).toContain(behaviour.trim());
  const effect = readFileSync(path.join(root, 'engine/effects/warn.ts'), 'utf8');
  expect(readme).toContain(/export const warn[\s\S]*?\n};/.exec(effect)![0]);
  const routes = readFileSync(path.join(root, 'engine/http/resources/notifications/routes.ts'), 'utf8');
  const shown = /defineRoute\(\{[\s\S]*?\}\),/.exec(routes)![0];
  expect(readme).toContain(shown);
});

test('every decision is in the index', () => {
  const index = readFileSync(path.join(root, 'docs/adr/README.md'), 'utf8');
  const files = [...index.matchAll(/\((\d{4}-[a-z0-9-]+\.md)\)/g)].map(([, file]) => file!);
  expect(files.length).toBeGreaterThan(9);
  for (const file of files) expect(existsSync(path.join(root, 'docs/adr', file))).toBe(true);
});
