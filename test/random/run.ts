import { checkCases, inMemory, type Checked } from './check-cases.ts';
import { inDatabase } from './database/in-database.ts';
import { openStageAlone } from './database/stage.ts';

/**
 * `npm run test:random -- [cases] [seed] [--database]`: plays as many random processes as one likes, and says how it gets
 * on; through the engine's core in memory, or through its commands on a database. The seed is of the first hundred; each
 * hundred has the next one, so that a failure can be played again by itself.
 */
const AT_ONCE = 100;

const given = process.argv.slice(2).filter((one) => one !== '--database');
const cases = Number(given[0] ?? 1_000);
const seed = Number(given[1] ?? Math.floor(Math.random() * 2 ** 30));
const say = (line: string) => process.stdout.write(`${line}\n`);

if (!Number.isInteger(cases) || cases < 1 || !Number.isInteger(seed)) {
  say('usage: npm run test:random -- [cases] [seed] [--database]');
  process.exit(2);
}

say(`${cases} random processes, seed ${seed}`);
const alone = process.argv.includes('--database') ? await openStageAlone() : null;
const way = alone ? inDatabase(alone.stage) : inMemory;
const began = Date.now();
const all: Checked = { cases: 0, turns: 0, completed: 0, cancelled: 0, widest: 0 };
let failed = 0;
for (let done = 0; done < cases; done += AT_ONCE) {
  const own = seed + done / AT_ONCE;
  try {
    add(await checkCases(Math.min(AT_ONCE, cases - done), own, way));
  } catch (error) {
    failed += 1;
    say(`FAILED: ${(error as Error).message}`);
  }
  if (alone || (done / AT_ONCE) % 10 === 9 || done + AT_ONCE >= cases) say(line());
}
await alone?.close();
process.exitCode = failed > 0 ? 1 : 0;

function add(one: Checked): void {
  for (const key of ['cases', 'turns', 'completed', 'cancelled'] as const) all[key] += one[key];
  all.widest = Math.max(all.widest, one.widest);
}

function line(): string {
  const seconds = Math.round((Date.now() - began) / 1000);
  const { cases: played, turns, completed, cancelled, widest } = all;
  return `${played} played in ${seconds} s: ${turns} turns, ${completed} completed, ${cancelled} cancelled, at most ${widest} states allowed at once, ${failed} failed`;
}
