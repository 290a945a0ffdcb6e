import path from 'node:path';
import type { Way } from '../check-cases.ts';
import { playInDatabase } from './play-in-database.ts';
import type { Stage } from './stage.ts';

/** Through the engine's commands on a database; what goes wrong is kept in `found/`. */
export function inDatabase(stage: Stage): Way {
  return {
    play: (one) => playInDatabase(stage, one),
    folder: path.join(import.meta.dirname, 'found'),
    longest: 60_000,
  };
}
