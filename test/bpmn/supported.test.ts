import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { describeElements, describeLimits } from '../../engine/bpmn/describe-elements.ts';
import { supportedElements } from '../../engine/bpmn/supported.ts';
import { behaviours } from '../../engine/core/registry.ts';

test('every element that is executed has a Chinese name in the table', () => {
  const executed = supportedElements().filter((one) => one.executed && !one.isEvent);
  expect(executed.map(({ type }) => type).sort()).toEqual(behaviours.map(({ type }) => type).sort());
  for (const { name } of supportedElements()) expect(name).toMatch(/\p{Script=Han}/u);
});

test('the page about elements says what the tables say', () => {
  const page = readFileSync(path.resolve('docs/bpmn-elements.md'), 'utf8');
  const cells = (text: string) => text.replace(/[ ]+/g, ' ').replace(/-{3,}/g, '---');
  expect(cells(page)).toContain(cells(describeElements()));
  expect(cells(page)).toContain(cells(describeLimits()));
});
