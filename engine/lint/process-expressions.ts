import { expressionsOf } from '../bpmn/expressions.ts';
import { serviceProperties } from '../bpmn/properties.ts';
import type { JobDetails } from '../core/jobs.ts';
import type { Element, Model, TimerDetails } from '../core/model.ts';

/** A FEEL expression of a drawing, and what it can name. */
export interface PlacedExpression {
  elementId: string;
  text: string;
  /** Names it sees beside the variables of the case. */
  locals: string[];
  /** It sees these alone. */
  only?: string[];
  /** The property it is the value of. */
  property?: string;
}

const roundCounts = [
  'numberOfInstances',
  'numberOfActiveInstances',
  'numberOfCompletedInstances',
  'numberOfTerminatedInstances',
];

/** Every FEEL expression of a process, in whatever place it stands. */
export function expressionsIn(model: Model): PlacedExpression[] {
  const drawn = expressionsOf(model).map((one) => ({ ...one, locals: localsAt(model, one.elementId) }));
  const elements = Object.values(model.elements);
  const own = elements.flatMap((element) =>
    [...timersOf(element), ...scriptOf(element)].map((text) => ({
      elementId: element.id,
      text,
      locals: localsAt(model, element.id),
    })),
  );
  return [...drawn, ...own, ...elements.flatMap(inProperties)];
}

function timersOf({ events }: Element): string[] {
  return events
    .filter(({ type }) => type === 'timer')
    .map(({ details }) => (details as TimerDetails).value)
    .filter((value) => value.startsWith('='));
}

function scriptOf({ details }: Element): string[] {
  const { expression } = (details ?? {}) as { expression?: unknown };
  return typeof expression === 'string' && !expression.startsWith('=') ? [expression] : [];
}

/** Inputs of the element itself, what its rounds count, and what its job answers. */
export function localsAt(model: Model, elementId: string): string[] {
  const element = model.elements[elementId];
  if (!element) return [];
  const { jobType } = (element.details ?? {}) as Partial<JobDetails>;
  return [
    ...element.inputs.map(({ target }) => target.split('.')[0]!),
    ...(element.multiInstance ? roundCounts : []),
    ...(jobType === 'print-document' ? ['documentNumber'] : []),
  ];
}

function inProperties({ id, type, properties }: Element): PlacedExpression[] {
  return (serviceProperties[type] ?? []).flatMap(({ key, value }) => {
    const text = properties[key];
    if (!text || (value !== 'feel' && value !== 'memberFeel')) return [];
    const only =
      value === 'memberFeel' ? ['member', 'today'] : key === 'suggestionForm' ? ['text'] : undefined;
    return [{ elementId: id, text, locals: [], only, property: key }];
  });
}
