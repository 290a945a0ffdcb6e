import { readAssignments } from '../bpmn/property-values.ts';
import type { JsonObject } from '../core/keys.ts';
import { childrenOf, type Element, type Model } from '../core/model.ts';
import { applicantVariables, caseVariables } from '../forms/case-variables.ts';
import { isList } from '../forms/instances.ts';
import { isKeyed } from '../forms/read-value.ts';
import { componentsOf, pathOf, type Component } from '../forms/schema.ts';
import { externalJobs } from './job-types.ts';
import { nearest } from './nearest.ts';

/** Newest schema of each form by its id. */
export type FormSchemas = ReadonlyMap<string, JsonObject>;

/** Unknown names of a process that are compared with the known ones. */
const MOST_GUESSES = 300;

/** The variables a case of a process can come to have, as far as its drawing and its forms tell. */
export class KnownVariables {
  /** Name → its members; null: it may have any. */
  readonly #members = new Map<string, Set<string> | null>();
  #guesses = 0;
  /** Columns of lists: what their rows are made of. */
  readonly columns = new Set<string>();

  /** @param closed false: messages, called processes or workers may bring names that nobody can foresee */
  constructor(readonly closed: boolean) {}

  /** @param path `['branchMeeting', 'eligibleN']` */
  add([name, member]: string[]): void {
    if (name === undefined) return;
    const members = this.#members.get(name);
    if (member === undefined || members === null) this.#members.set(name, null);
    else this.#members.set(name, (members ?? new Set()).add(member));
  }

  has(name: string): boolean {
    return this.#members.has(name);
  }

  /** @param path `branchMeeting.eligibleN` */
  hasPath(path: string): boolean {
    const [name = '', member = ''] = path.split('.');
    return this.#members.get(name)?.has(member) ?? true;
  }

  /** The name somebody has most likely meant; whoever misses hundreds has something else to mend. */
  guess(name: string, locals: readonly string[]): string | null {
    if (this.#guesses >= MOST_GUESSES) return null;
    this.#guesses++;
    return nearest(name, [...this.names, ...locals, 'true', 'false', 'null']);
  }

  get names(): string[] {
    return [...this.#members.keys()];
  }

  membersOf(name: string): string[] {
    return [...(this.#members.get(name) ?? [])];
  }
}

/**
 * Reads off a process and its forms which variables somebody sets.
 * @param closed what else there may be is known by now: a case that runs has it, or has not
 */
export function variablesOf(model: Model, forms: FormSchemas, closed?: true): KnownVariables {
  const elements = Object.values(model.elements);
  const outside = externalJobs(model);
  const isOpen = elements.some((element) => bringsMore(element, outside));
  const known = new KnownVariables(closed ?? (Boolean(model.properties.serviceCode) && !isOpen));
  const add = (path: string) => known.add(pathOf(path));
  [...Object.keys(applicantVariables), ...Object.keys(caseVariables)].forEach(add);
  for (const element of elements) {
    namesSetBy(element, model).forEach(add);
    const schema = element.formId === null ? undefined : forms.get(element.formId);
    if (schema) addFields(componentsOf(schema), [], known);
  }
  return known;
}

const incoming = new Set(['message', 'signal']);
const waiting = new Set(['start', 'eventStart', 'catch', 'boundary', 'receive']);

/** Whether something outside may hand it variables. */
function bringsMore({ type, place, events, outputs, details }: Element, outsideJobs: string[]): boolean {
  const { allVariablesOut, jobType } = (details ?? {}) as { allVariablesOut?: boolean; jobType?: unknown };
  if (outputs.length === 0 && outsideJobs.includes(String(jobType))) return true;
  if (type === 'callActivity') return allVariablesOut !== false && outputs.length === 0;
  return place !== null && waiting.has(place) && events.some((event) => incoming.has(event.type));
}

function namesSetBy(element: Element, model: Model): string[] {
  const { id, inputs, outputs, multiInstance, standardLoop, properties, details, dataObjects } = element;
  const { resultVariable } = (details ?? {}) as { resultVariable?: unknown };
  const returned = readAssignments(properties.returnWith);
  const isScope = childrenOf(model, id).length > 0;
  return [
    ...outputs.map(({ target }) => target),
    ...dataObjects,
    // what a scope is given, everything inside it sees
    ...(isScope ? inputs.map(({ target }) => target) : []),
    ...(typeof resultVariable === 'string' ? [resultVariable] : []),
    ...(returned ? [...Object.keys(returned), 'supplementReason'] : []),
    ...(multiInstance ? [multiInstance.inputElement, multiInstance.outputCollection] : []),
    ...(multiInstance || standardLoop ? ['loopCounter'] : []),
    ...resultsOf(element),
  ].filter((name) => name !== null);
}

/** What a job leaves in the process when its task maps no outputs. */
const jobResults: Record<string, string[]> = { 'print-document': ['documentNumber'] };

function resultsOf({ details, outputs }: Element): string[] {
  const { jobType } = (details ?? {}) as { jobType?: unknown };
  return outputs.length === 0 && typeof jobType === 'string' ? (jobResults[jobType] ?? []) : [];
}

function addFields(components: Component[], base: string[], known: KnownVariables): void {
  for (const field of components) {
    if (isKeyed(field)) {
      known.add([...base, ...pathOf(field.key)]);
      continue;
    }
    const path = [...base, ...pathOf(field.path)];
    if (isList(field)) {
      known.add(path);
      addColumns(componentsOf(field), known);
    } else addFields(componentsOf(field), path, known);
  }
}

function addColumns(components: Component[], known: KnownVariables): void {
  for (const field of components) {
    const [name] = pathOf(isKeyed(field) ? field.key : field.path);
    if (name !== undefined) known.columns.add(name);
    if (field.components) addColumns(componentsOf(field), known);
  }
}
