import { expect, test } from 'vitest';
import { checkCases, inMemory } from './check-cases.ts';
import { seedOf } from './seed.ts';

const CASES = 300;

test('random processes are always where a second interpreter allows them to be', async () => {
  const seed = seedOf(20_261_125);
  const { cases, completed, cancelled } = await checkCases(CASES, seed, inMemory);
  expect(cases).toBe(CASES);
  // both kinds of ends are played, or the cases are not worth much
  expect(completed, `seed ${seed}`).toBeGreaterThan(CASES / 4);
  expect(cancelled, `seed ${seed}`).toBeGreaterThan(CASES / 20);
}, 120_000);
