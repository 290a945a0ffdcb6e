import type { Effect } from './effect.ts';
import { notify } from './notify.ts';
import { printDocument } from './print-document.ts';
import { updateMember } from './update-member.ts';
import { warn } from './warn.ts';

/**
 * The job types the engine does itself, in the step's transaction, each with its element template in
 * `processes/templates/<type>.json`. A process may name others for programs outside (`externalJobs`).
 */
const effects = new Map<string, Effect>(
  [notify, updateMember, printDocument, warn].map((effect) => [effect.type, effect]),
);

export function effectOf(type: string): Effect | undefined {
  return effects.get(type);
}

export function effectTypes(): string[] {
  return [...effects.keys()];
}
