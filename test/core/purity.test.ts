import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { behaviours, definitions } from '../../engine/core/registry.ts';

const core = path.resolve(import.meta.dirname, '../../engine/core');
const files = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

function sourceOf(file: string): string {
  return readFileSync(path.join(core, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
}

test.each(files)('core/%s imports nothing but the core and the FEEL reader', (file) => {
  const imported = [...sourceOf(file).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    ([, name]) => name!,
  );
  const outside = imported.filter((name) => {
    if (!name.startsWith('.')) return name !== 'feelin';
    return path.relative(core, path.resolve(core, path.dirname(file), name)).startsWith('..');
  });
  expect(outside).toEqual([]);
});

test.each(files)('core/%s asks neither clock nor chance nor the machine', (file) => {
  const source = sourceOf(file);
  expect(source).not.toMatch(
    /Date\.now|new Date\(\s*\)|performance\.|Math\.random|crypto|globalThis|console\./,
  );
  expect(source).not.toMatch(
    /\bprocess\.(env|hrtime|argv|cwd)|setTimeout|setInterval|fetch\(|\basync\b|\bawait\b/,
  );
});

const kebab = (type: string) => type.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

test.each([
  ['behaviours', behaviours],
  ['definitions', definitions],
] as const)('every file in %s is registered under its name, and has its test', (folder, registered) => {
  const inFolder = files.flatMap((file) =>
    path.dirname(file) === folder ? [path.basename(file, '.ts')] : [],
  );
  const tests = readdirSync(path.join(import.meta.dirname, folder)).map((file) =>
    file.replace('.test.ts', ''),
  );
  expect(registered.map(({ type }) => kebab(type)).sort()).toEqual(inFolder.sort());
  expect(tests.sort()).toEqual(inFolder.sort());
});
