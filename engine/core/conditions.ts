import { isFailure } from './failure.ts';
import type { Wait } from './instance.ts';
import type { Key } from './keys.ts';
import { elementOf, type ConditionalDetails, type Model } from './model.ts';
import { behaviourOf } from './registry.ts';
import type { Run } from './run.ts';

/**
 * Conditional events (10.5.4): looks at every condition that is waited for, and lets those that have become true happen.
 * True when one did. A condition over what does not exist yet is not true; it happens when it turns, not while it stays.
 */
export function meetConditions(run: Run): boolean {
  if (!hasConditions(run.model) || run.conditionsSeen === run.events.length) return false;
  // what turns while the instance stands still happens when it goes on
  if (run.instance.state === 'suspended') return false;
  run.conditionsSeen = run.events.length;
  const met = Object.keys(run.instance.elements).flatMap((holder) => lookAgain(run, holder));
  for (const { holder, wait } of met) {
    // one that happened before may have ended this one's holder
    if (!run.find(holder)?.waits.some(({ key }) => key === wait.key)) continue;
    const element = elementOf(run.model, wait.elementId);
    behaviourOf(element.type).resume?.(run, element, holder, { type: 'conditionMet' }, wait);
  }
  return met.length > 0;
}

/** Notes what each condition answers now; those that were not true before are met. */
function lookAgain(run: Run, holder: Key): { holder: Key; wait: Wait }[] {
  const { waits } = run.get(holder);
  if (!waits.some(({ type }) => type === 'conditional')) return [];
  const seen = waits.map((wait) =>
    wait.type === 'conditional' ? { ...wait, held: holdsNow(run, holder, wait) } : wait,
  );
  run.edit(holder).waits = seen;
  return seen.flatMap((wait, index) => (wait.held && !waits[index]!.held ? [{ holder, wait }] : []));
}

function holdsNow(run: Run, holder: Key, { elementId, part }: Wait): boolean {
  const { condition } = elementOf(run.model, elementId).events[part ?? 0]!.details as ConditionalDetails;
  const value = run.evaluate(condition, holder);
  return !isFailure(value) && value === true;
}

const known = new WeakMap<Model, boolean>();

function hasConditions(model: Model): boolean {
  const found = known.get(model);
  if (found !== undefined) return found;
  const has = Object.values(model.elements).some(({ events }) =>
    events.some(({ type }) => type === 'conditional'),
  );
  known.set(model, has);
  return has;
}
