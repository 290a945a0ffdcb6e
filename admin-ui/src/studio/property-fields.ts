import { outcomes, serviceProperties, type ServiceProperty } from '../../../engine/bpmn/properties.ts';
import type { Step } from './steps.ts';

export interface PropertyFieldSpec {
  key: string;
  label: string;
  hint?: string;
  lines?: number;
  /** Names a user task of the diagram. */
  task?: boolean;
  /** All there is to choose from. */
  choices?: Step[];
}

/** Properties of this product by element type (`UserTask`), in the order a designer asks for them. */
export const propertyFields: Record<string, PropertyFieldSpec[]> = Object.fromEntries(
  Object.entries(serviceProperties).map(([type, properties]) => [
    type[0]!.toUpperCase() + type.slice(1),
    properties.filter(({ elsewhere }) => !elsewhere).map(toField),
  ]),
);

function toField({ key, label, hint, lines, value }: ServiceProperty): PropertyFieldSpec {
  return { key, label, hint, lines, task: value === 'steps', choices: choicesOf(value) };
}

function choicesOf(value: ServiceProperty['value']): Step[] | undefined {
  if (value === 'flag') return [{ id: 'true', name: '是' }];
  if (value !== 'outcome') return undefined;
  return Object.entries(outcomes).map(([id, name]) => ({ id, name }));
}
