import { expect, it } from 'vitest';
import { statusText } from '../../engine/registers/cases/status-text.ts';

const open = { status: 'open', outcome_name: null } as const;

it.each([
  ['补正材料', '请您补正材料'],
  // as diagrams name what only the applicant does
  ['请您评价', '请您评价'],
])('says what the applicant is to do next: %s', (task, said) => {
  expect(statusText(open, [], task)).toBe(said);
});
