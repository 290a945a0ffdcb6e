import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { unitLists } from '../../engine/forms/unit-options.ts';
import { unitWords } from '../../engine/policy/units.ts';
import { unitLabels } from '../../engine/policy/words.ts';
import { serviceTables } from '../support/service-tables.ts';
import { shippedProcesses } from '../support/shipped.ts';

const root = path.resolve(import.meta.dirname, '../..');
const file = path.join(root, 'docs/service-reference.md');
const reference = readFileSync(file, 'utf8');

// `npx vitest run test/architecture/service-reference.test.ts -u` writes them anew
test('the tables of the service reference are those the engine works with (vitest run … -u writes them anew)', async () => {
  const mark = /(<!-- table: (.+?) -->\n)[\s\S]*?(<!-- end -->)/g;
  const named = [...reference.matchAll(mark)].map(([, , name]) => name);
  expect(named.toSorted()).toEqual(Object.keys(serviceTables).toSorted());
  const written = reference.replaceAll(
    mark,
    (_, begin: string, name: string, end: string) => `${begin}\n${serviceTables[name]!()}\n\n${end}`,
  );
  await expect(written).toMatchFileSnapshot(file);
});

test('the service reference knows every unit and every list of units', () => {
  expect(Object.keys(unitLabels).toSorted()).toEqual(unitWords.toSorted());
  for (const name of unitLists) expect(reference).toContain(`\`${name}\``);
});

test('the examples of the service reference are lines of the services', () => {
  const sources = [
    'processes/opinion.bpmn',
    'policies/assignments.csv',
    'forms/opinion/opinion-reply.print.html',
  ]
    .map((name) => readFileSync(path.join(root, name), 'utf8'))
    .join('\n')
    .replaceAll(/^ +/gm, '');
  const examples = [...reference.matchAll(/```(?:xml|csv|html)\n([\s\S]*?)```/g)].map(([, text]) => text!);
  expect(examples.length).toBeGreaterThan(2);
  for (const line of examples.flatMap((text) => text.split('\n')).filter((text) => text.trim() !== '')) {
    expect(sources).toContain(line.trim());
  }
});

test('every service that is delivered is played by a test of its own', async () => {
  for (const { processId } of await shippedProcesses()) {
    const played = `test/processes/${processId.replaceAll('_', '-')}.test.ts`;
    expect([played, existsSync(path.join(root, played))]).toEqual([played, true]);
  }
});
