import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { failureCodes } from '../../engine/dmn/failure-words.ts';

const room = path.resolve(import.meta.dirname, '../../engine/dmn');
const files = readdirSync(room).filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
const sourceOf = (file: string) =>
  readFileSync(path.join(room, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');

test.each(files)('dmn/%s uses FEEL only through the core, and no package but the parser', (file) => {
  const imported = [...sourceOf(file).matchAll(/from\s*'([^']+)'/g)].map(([, name]) => name!);
  const outside = imported.filter(
    (name) =>
      !/^(\.\/[\w-]+\.ts|\.\.\/core\/.*|\.\.\/bpmn\/(report|report-content|scan-xml)\.ts|dmn-moddle)$/.test(
        name,
      ),
  );
  expect(outside).toEqual([]);
});

test.each(files)('dmn/%s asks neither clock nor chance', (file) => {
  expect(sourceOf(file)).not.toMatch(/Date\.now|new Date\(\s*\)|performance\.|Math\.random|\bprocess\./);
});

test('there are words for every way in which a decision can fail', () => {
  const refused = files.flatMap((file) =>
    [
      ...sourceOf(file).matchAll(/(?:refuse\(\s*|code: )(?:[^,()]*\? )?'([a-z_]+)'(?: : '([a-z_]+)')?/g),
    ].flatMap(([, one, other]) => [one!, ...(other ? [other] : [])]),
  );
  expect([...new Set([...refused, 'expression_failed'])].sort()).toEqual(failureCodes().sort());
});
