import { expect, test } from 'vitest';
import { checkCases } from './check-cases.ts';

const CASES = 300;

// another seed each time: what fails says which, and is kept in found/
test('random processes are always where a second interpreter allows them to be', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const { cases, completed, cancelled } = await checkCases(CASES, seed);
  expect(cases).toBe(CASES);
  // both kinds of ends are played, or the cases are not worth much
  expect(completed, `seed ${seed}`).toBeGreaterThan(CASES / 4);
  expect(cancelled, `seed ${seed}`).toBeGreaterThan(CASES / 20);
}, 120_000);
