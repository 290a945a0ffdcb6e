import type { Behaviour } from '../behaviour.ts';
import { subProcess } from './sub-process.ts';

/** A sub-process that can be cancelled from inside: then what was done in it is undone (13.5.5). */
export const transaction: Behaviour = { ...subProcess, type: 'transaction' };
