import type { Element, Model } from '../core/model.ts';
import { definitionOf } from '../core/registry.ts';

export interface Expression {
  elementId: string;
  text: string;
}

/** Every FEEL expression of a process with the element it is drawn on. Timers and scripts check their own. */
export function expressionsOf(model: Model): Expression[] {
  const flows = Object.values(model.flows).flatMap(({ id, condition }) =>
    condition === null ? [] : [{ elementId: id, text: condition }],
  );
  const drawn = Object.values(model.elements).flatMap((element) =>
    textsOf(element).map((text) => ({ elementId: element.id, text })),
  );
  return [...flows, ...drawn];
}

function textsOf({
  inputs,
  outputs,
  multiInstance,
  standardLoop,
  events,
  details,
  properties,
}: Element): string[] {
  const marked = [
    ...[...inputs, ...outputs].map(({ source }) => source),
    ...Object.values((details ?? {}) as Record<string, unknown>),
    properties.term,
  ].filter((text): text is string => typeof text === 'string' && text.startsWith('='));
  const loop = multiInstance ? [multiInstance.inputCollection, multiInstance.cardinality] : [];
  const rounds = multiInstance
    ? [
        multiInstance.outputElement,
        multiInstance.completionCondition,
        multiInstance.result?.expression ?? null,
      ]
    : [];
  const own = events.flatMap(({ type, details }) => definitionOf(type).expressions?.(details) ?? []);
  const again = standardLoop?.condition ?? null;
  return [...marked, ...own, ...[...loop, ...rounds, again].filter((text) => text !== null)];
}

/**
 * What it costs to read the expressions of a process: the characters of everything that may be one, and 25 for each. Loops inside each
 * other cost more, since the library carries the names of the outer ones along.
 */
export function readingCost({ elements, flows }: Model): number {
  const drawn = Object.values(elements).map(
    ({ inputs, outputs, events, details, properties, listeners, multiInstance, standardLoop }) =>
      costOf([inputs, outputs, events, details, properties, listeners, multiInstance, standardLoop]),
  );
  const conditions = Object.values(flows).map(({ condition }) => costOf(condition && `=${condition}`));
  return [...drawn, ...conditions].reduce((sum, cost) => sum + cost, 0);
}

/** So many loops in one expression double its cost. */
const LOOPS = 20;
/** To begin with an expression costs as much as so many characters. */
const BEGINNING = 25;

function costOf(value: unknown): number {
  if (typeof value === 'string') {
    const loops = value.match(/\b(?:for|some|every|function)\b/g)?.length ?? 0;
    return (value.startsWith('=') ? BEGINNING : 0) + value.length * (1 + loops / LOOPS);
  }
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, inner) => sum + costOf(inner), 0);
}
