import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { componentTypes } from '../../engine/forms/component-types.ts';

const cells = (text: string) => text.replace(/[ ]+/g, ' ').replace(/-{3,}/g, '---');
const code = (names: string[]) => names.map((name) => `\`${name}\``).join(', ') || '–';

test('the page about forms says what the table of components says', () => {
  const page = readFileSync(path.resolve('docs/forms.md'), 'utf8');
  const lines = Object.entries(componentTypes).map(
    ([type, { holds, evaluated, looks }]) =>
      `| \`${type}\` | ${holds} | ${code(evaluated)} | ${code(looks)} |`,
  );
  const table = ['| component | holds | evaluated | looks only |', '| --- | --- | --- | --- |', ...lines];
  expect(cells(page)).toContain(table.join('\n'));
});
