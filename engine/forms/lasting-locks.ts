import type { JsonObject } from '../core/keys.ts';
import { holds, isExpression } from './feel.ts';
import { isList, type FieldInstance } from './instances.ts';
import { isKeyed } from './read-value.ts';
import { componentsOf, isLockedAlways, pathOf, type Component } from './schema.ts';

/** Whether a field stays locked whatever is filled in. */
export type LastingLock = (instance: FieldInstance) => boolean;

/**
 * Which fields nobody can have written: those that are only shown or disabled, those that a condition locks that asks
 * nothing anybody could answer otherwise, and all that stands in a list of that kind. Whoever could unlock a field may
 * have done so, written it, and locked it again.
 * @param instances the form as it was opened
 */
export function lastingLocks(schema: JsonObject, instances: FieldInstance[], now?: Date): LastingLock {
  const drawn = allOf(componentsOf(schema), []);
  const conditional = instances.filter(({ field }) => isExpression(field.readonly));
  let open = drawn.filter(({ around, field }) => ![...around, field].some(isLockedAlways));
  let names = changeableNames(drawn, open);
  while (conditional.length > 0) {
    const locked = new Set(conditional.filter((one) => isOnce(one) && lasts(one)).map(({ field }) => field));
    const left = open.filter(({ field }) => !locked.has(field));
    if (left.length === open.length) break;
    open = left;
    names = changeableNames(drawn, open);
  }
  return (instance) => [...instance.lists, instance].some(lasts);

  function lasts({ field, scope }: FieldInstance): boolean {
    if (isLockedAlways(field)) return true;
    const { readonly } = field;
    return isExpression(readonly) && !asks(readonly, names) && holds(readonly, scope, now);
  }
}

/** Locked now: always, or by a condition, by itself or with a list around it. */
export function isLockedNow({ field, scope, lists }: FieldInstance, now?: Date): boolean {
  const isLocked = isLockedAlways(field) || holds(field.readonly, scope, now);
  return isLocked || lists.some((list) => isLockedNow(list, now));
}

/** Its rows stay where they are, and what stands in them. */
export function staysInPlace({ lists }: FieldInstance, lasts: LastingLock): boolean {
  return lists.every((list) => list.field.allowAddRemove === false || lasts(list));
}

const isOnce = ({ lists }: FieldInstance) => lists.length === 0;

interface Drawn {
  field: Component;
  /** Lists and groups it stands in. */
  around: Component[];
}

function allOf(components: Component[], around: Component[]): Drawn[] {
  return components.flatMap((field) => [
    { field, around },
    ...allOf(componentsOf(field), [...around, field]),
  ]);
}

/** By which names expressions may ask what somebody could change: filled in, or worked out or hidden by what is. */
function changeableNames(drawn: Drawn[], open: Drawn[]): Set<string> {
  const names = new Set(['i', '_i_']);
  const changing = new Set<Drawn>();
  for (const one of open) if (isWritable(one)) change(one);
  for (let size = -1; size < changing.size;) {
    size = changing.size;
    for (const one of drawn) if (!changing.has(one) && follows(one, names)) change(one);
  }
  return names;

  function change(one: Drawn): void {
    changing.add(one);
    for (const name of pathOf(one.field.key ?? one.field.path)) names.add(name);
    for (const { path } of one.around) for (const name of pathOf(path)) names.add(name);
  }
}

function isWritable({ field }: Drawn): boolean {
  return isList(field) ? field.allowAddRemove !== false : isKeyed(field) && field.type !== 'expression';
}

function follows({ field, around }: Drawn, names: Set<string>): boolean {
  const conditions = [...around, field].map(({ conditional }) => conditional?.hide);
  return [...conditions, field.expression].some((text) => isExpression(text) && asks(text, names));
}

/** A row as a whole, or all there is. */
const WHOLE = /(?<![\p{L}\p{N}_])_?(this|parent)_?(?![\p{L}\p{N}_])(?!\s*\.)/u;

function asks(expression: string, names: Set<string>): boolean {
  const bare = expression.replace(/"(?:[^"\\]|\\.)*"/g, ' ');
  return WHOLE.test(bare) || [...bare.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)].some(([name]) => names.has(name));
}
