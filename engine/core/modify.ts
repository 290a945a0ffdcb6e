import { fail, type Failure } from './failure.ts';
import type { ElementInstance } from './instance.ts';
import type { JsonObject, Key } from './keys.ts';
import { elementOf, scopesAround, type Element } from './model.ts';
import type { Run } from './run.ts';
import { terminate } from './terminate.ts';
import { begin, prepare } from './tokens.ts';
import { setLocal } from './variables.ts';

/** What somebody wants to happen to the tokens of an instance, against the flow. */
export interface Modification {
  activate: {
    elementId: string;
    /** The scope it is to live in, or one further out; only needed where there are several. */
    ancestorKey?: Key;
    /** By the element that declares them: the activated one, or a scope around it. */
    variables?: { scopeId: string; values: JsonObject }[];
  }[];
  /** Keys of element instances. */
  terminate: Key[];
}

/**
 * Begins elements and ends element instances where no flow leads. Scopes that are missing around an activated element
 * begin without their start events; scopes that are left empty end. Nothing has changed when a Failure is answered.
 */
export function modify(run: Run, { activate, terminate: ended }: Modification): Failure | void {
  for (const key of ended) {
    if (!run.find(key) || key === run.instance.key)
      return fail(
        'element_instance_not_found',
        `Expected element instance ${key} to be alive, but it is not.`,
        key,
      );
  }
  for (const instruction of activate) {
    const failure = activateOne(run, instruction, new Set(ended));
    if (failure) return failure;
  }
  for (const key of ended) {
    const failure = endOne(run, key);
    if (failure) return failure;
  }
}

/** Begins elements of an instance that has just started, instead of its start event. */
export function beginAt(run: Run, elementIds: string[]): Failure | void {
  for (const elementId of elementIds) {
    const failure = activateOne(run, { elementId }, new Set());
    if (failure) return failure;
  }
}

/** It may have ended with a scope around it. */
function endOne(run: Run, key: Key): Failure | void {
  if (!run.find(key)) return;
  let scopeKey = run.get(key).parentKey!;
  terminate(run, key);
  while (isLeftEmpty(run, scopeKey)) {
    const { parentKey } = run.get(scopeKey);
    if (parentKey === null) return endInstance(run);
    terminate(run, scopeKey);
    scopeKey = parentKey;
  }
}

function isLeftEmpty(run: Run, scopeKey: Key): boolean {
  return run.childrenOf(scopeKey).length === 0 && !run.queue.some((entry) => entry.scopeKey === scopeKey);
}

/** Who called it waits for its result; Camunda 8 refuses the same. */
function endInstance(run: Run): Failure | void {
  const { caller } = run.instance;
  if (caller) {
    return fail(
      'caller_waits',
      `Expected something to go on in instance ${run.instance.key}, which ${caller.instanceKey} waits for, but nothing would.`,
    );
  }
  terminate(run, run.instance.key);
  run.instance.state = 'cancelled';
  run.emit({ type: 'instanceCancelled' });
}

function activateOne(
  run: Run,
  { elementId, ancestorKey, variables = [] }: Modification['activate'][number],
  ending: Set<Key>,
): Failure | void {
  const element = Object.hasOwn(run.model.elements, elementId) ? elementOf(run.model, elementId) : null;
  if (
    !element ||
    element.parentId === null ||
    element.type === 'boundaryEvent' ||
    element.place === 'eventStart'
  ) {
    return fail(
      'element_not_found',
      `Expected '${elementId}' to be an element that can begin, but it is not.`,
    );
  }
  const line = scopesAround(run.model, element);
  const unknown = variables.find(({ scopeId }) => scopeId !== elementId && !line.includes(scopeId));
  if (unknown) {
    return fail(
      'scope_not_found',
      `Expected '${unknown.scopeId}' to be '${elementId}' or around it, but it is not.`,
    );
  }
  const scopeKey = scopeFor(run, line, ancestorKey, ending);
  if (typeof scopeKey !== 'string') return scopeKey;
  for (const { scopeId, values } of variables) {
    const key = scopeId === elementId ? null : ancestorOf(run, scopeKey, scopeId);
    if (key !== null) setLocal(run, key, values);
  }
  const locals = Object.assign(
    {},
    ...variables.filter((one) => one.scopeId === elementId).map((one) => one.values),
  );
  run.queue.push({ elementId, scopeKey, flowId: null, locals: locals as JsonObject });
}

/** The scope instance an element begins in; those that are missing on the way to it begin now. */
function scopeFor(run: Run, line: string[], ancestorKey: Key | undefined, ending: Set<Key>): Key | Failure {
  let scopeKey = run.instance.key;
  for (const elementId of line.slice(1)) {
    const living = livingIn(run, scopeKey, elementId).filter(({ key }) => !ending.has(key));
    const named =
      ancestorKey === undefined ? living : living.filter(({ key }) => isWithin(run, ancestorKey, key));
    const found = named.length > 0 ? named : living;
    if (found.length > 1) {
      return fail(
        'scope_ambiguous',
        `Expected one instance of '${elementId}' to activate in, but there are ${found.length}; say which.`,
      );
    }
    const next = found[0]?.key ?? beginScope(run, elementOf(run.model, elementId), scopeKey);
    if (typeof next !== 'string') return next;
    scopeKey = next;
  }
  return scopeKey;
}

/** Instances of an element in a scope; of a multi-instance activity its rounds. */
function livingIn(run: Run, scopeKey: Key, elementId: string): ElementInstance[] {
  const own = run
    .childrenOf(scopeKey)
    .map((key) => run.get(key))
    .filter((one) => one.elementId === elementId);
  return own.flatMap((one) => (one.loop ? livingIn(run, one.key, elementId) : [one]));
}

/** Whether `key` is the ancestor itself, around it, or inside it. */
function isWithin(run: Run, ancestorKey: Key, key: Key): boolean {
  const lineOf = (from: Key): Key[] => {
    const parent = run.find(from)?.parentKey ?? null;
    return parent === null ? [from] : [from, ...lineOf(parent)];
  };
  return lineOf(ancestorKey).includes(key) || lineOf(key).includes(ancestorKey);
}

function beginScope(run: Run, element: Element, scopeKey: Key): Key | Failure {
  if (element.multiInstance || element.standardLoop) {
    return fail(
      'scope_repeats',
      `Expected a round of '${element.id}' to activate in, but none is active and none can begin by itself.`,
    );
  }
  const self = begin(run, element, { elementId: element.id, scopeKey, flowId: null });
  return prepare(run, element, self.key) ?? self.key;
}

function ancestorOf(run: Run, from: Key, elementId: string): Key | null {
  for (let key: Key | null = from; key !== null; key = run.get(key).parentKey) {
    if (run.get(key).elementId === elementId) return key;
  }
  return null;
}
