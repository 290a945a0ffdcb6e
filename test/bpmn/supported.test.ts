import { expect, test } from 'vitest';
import { supportedElements } from '../../engine/bpmn/supported.ts';
import { behaviours } from '../../engine/core/registry.ts';

test('every element that is executed has a Chinese name in the table', () => {
  const executed = supportedElements().filter((one) => one.executed && !one.isEvent);
  expect(executed.map(({ type }) => type).sort()).toEqual(behaviours.map(({ type }) => type).sort());
  for (const { name } of supportedElements()) expect(name).toMatch(/\p{Script=Han}/u);
});
