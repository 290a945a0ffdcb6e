import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { playCase, type Case, type Played } from './play-case.ts';
import { treeArbitrary } from './tree/arbitrary-tree.ts';

/** How cases are played, and where those that failed are kept to be played again. */
export interface Way {
  play(one: Case): Promise<Played>;
  folder: string;
  /** Making a case that failed smaller may take long; after so many milliseconds it is small enough. */
  longest?: number;
}

/** Through the engine's core alone; `found/replay.test.ts` plays what is kept. */
export const inMemory: Way = { play: playCase, folder: path.join(import.meta.dirname, 'found') };

/** Numbers that say what is done to a process, turn by turn. */
const choicesArbitrary = fc.array(fc.nat(9_999), { maxLength: 160, size: 'max' });

export interface Checked {
  cases: number;
  turns: number;
  completed: number;
  cancelled: number;
  /** Most states that were allowed at once. */
  widest: number;
}

/**
 * Plays random processes. The first that does what the reference does not allow is made as small as it gets, and kept.
 * @throws Error that says seed, path, what went wrong and where the case is kept
 */
export async function checkCases(runs: number, seed: number, way: Way): Promise<Checked> {
  const { play, folder, longest = Infinity } = way;
  const sum: Checked = { cases: 0, turns: 0, completed: 0, cancelled: 0, widest: 0 };
  let failedAt: number | null = null;
  const property = fc.asyncProperty(treeArbitrary, choicesArbitrary, async (tree, choices) => {
    // small enough: whatever else is tried counts as right
    if (failedAt !== null && Date.now() - failedAt > longest) return;
    try {
      add(sum, await play({ tree, choices }));
    } catch (error) {
      failedAt ??= Date.now();
      throw error;
    }
  });
  const result = await fc.check(property, { numRuns: runs, seed });
  if (!result.failed) return sum;
  const [tree, choices] = result.counterexample!;
  const kept = keep(folder, { tree, choices });
  const reason = (result.errorInstance as Error | null)?.message ?? 'unknown';
  throw new Error(
    `seed ${seed}, path ${result.counterexamplePath}, ${result.numRuns} cases, ${result.numShrinks} times smaller, kept as ${kept}\n${reason}`,
    { cause: result.errorInstance },
  );
}

function add(sum: Checked, { turns, end, widest }: Played): void {
  sum.cases += 1;
  sum.turns += turns;
  sum[end] += 1;
  sum.widest = Math.max(sum.widest, widest);
}

function keep(folder: string, found: Case): string {
  const text = `${JSON.stringify(found, null, 1)}\n`;
  const name = `case-${createHash('sha256').update(text).digest('hex').slice(0, 8)}.json`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, name), text);
  return path.relative(process.cwd(), path.join(folder, name));
}
