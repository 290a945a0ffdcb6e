import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { checkCases } from '../check-cases.ts';
import type { Case } from '../play-case.ts';
import { seedOf } from '../seed.ts';
import { inDatabase } from './in-database.ts';
import { playInDatabase } from './play-in-database.ts';
import { Stage } from './stage.ts';

const CASES = 40;

const database = useDatabase();
let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open(database);
});

afterAll(() => stage?.close());

test('random processes deployed and moved by commands are always where a second interpreter allows them to be', async () => {
  const seed = seedOf(20_261_126);
  const { cases, completed, cancelled } = await checkCases(CASES, seed, inDatabase(stage));
  expect(cases).toBe(CASES);
  expect(completed, `seed ${seed}`).toBeGreaterThan(CASES / 4);
  expect(cancelled, `seed ${seed}`).toBeGreaterThan(CASES / 20);
}, 120_000);

/** Cases in which something once went wrong; none are kept when the folder is not there. */
test('cases that are kept go as the reference allows', async () => {
  const folder = inDatabase(stage).folder;
  const files = existsSync(folder) ? readdirSync(folder) : [];
  for (const file of files) {
    const text = readFileSync(path.join(folder, file), 'utf8');
    await expect(playInDatabase(stage, JSON.parse(text) as Case), file).resolves.toBeDefined();
  }
}, 120_000);
