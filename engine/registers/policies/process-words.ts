import { readModels } from '../../bpmn/read.ts';
import type { JsonObject, Key } from '../../core/keys.ts';
import type { Model } from '../../core/model.ts';
import { isList } from '../../forms/instances.ts';
import { componentsOf, labelOf, type Component } from '../../forms/schema.ts';
import { unitLists } from '../../forms/unit-options.ts';
import type { ProcessWords, Variable } from '../../http/resources/policies/schemas.ts';
import type { Services } from '../../services.ts';
import { readDefinition } from '../../store/definitions.ts';
import { newestForms, type ProcessDraft } from '../studio/drafts.ts';

/**
 * What lines of the policy tables may name of the processes, as people know it: the processes with their user tasks, and
 * what their forms ask. Of each process the newest version and its draft, the version's words first.
 */
export async function readProcessWords(services: Services): Promise<ProcessWords[]> {
  const { db } = services;
  const [deployed, drafts] = await Promise.all([
    db.raw<{ rows: { key: Key }[] }>(
      `select distinct on (process_id) key from process_definition order by process_id, version desc`,
    ),
    db<ProcessDraft>('process_draft').select(),
  ]);
  const known = await Promise.all(deployed.rows.map(({ key }) => ofVersion(services, key)));
  const drawn = await Promise.all(drafts.map(ofDraft));
  const ids = [...new Set([...known, ...drawn].map(({ id }) => id))];
  const forms = await newestForms(db, [...new Set([...known, ...drawn].flatMap(({ formIds }) => formIds))]);
  return ids
    .map((id) =>
      describe(
        id,
        [...known, ...drawn].filter((source) => source.id === id),
        forms,
      ),
    )
    .toSorted((one, other) => one.name.localeCompare(other.name, 'zh-CN'));
}

interface Source {
  id: string;
  name: string;
  tasks: { value: string; label: string }[];
  formIds: string[];
  /** Forms that are only in the draft yet. */
  forms: Record<string, JsonObject>;
}

async function ofVersion({ pool }: Services, key: Key): Promise<Source> {
  const { processId, name, model } = await readDefinition(pool, pool, key);
  return { id: processId, name, ...stepsOf(model), forms: {} };
}

async function ofDraft({ process_id: id, name, xml, forms }: ProcessDraft): Promise<Source> {
  const { models } = await readModels(xml);
  const steps = models.map(stepsOf);
  return {
    id,
    name,
    tasks: steps.flatMap(({ tasks }) => tasks),
    formIds: steps.flatMap(({ formIds }) => formIds),
    forms,
  };
}

function stepsOf({ elements }: Model): Pick<Source, 'tasks' | 'formIds'> {
  const all = Object.values(elements);
  return {
    tasks: all
      .filter(({ type }) => type === 'userTask')
      .map(({ id, name }) => ({ value: id, label: name || id })),
    formIds: all.flatMap(({ formId }) => formId ?? []),
  };
}

function describe(id: string, sources: Source[], forms: Record<string, JsonObject>): ProcessWords {
  const schemas = sources
    .flatMap((source) => source.formIds.map((formId) => source.forms[formId] ?? forms[formId]))
    .filter((schema) => schema !== undefined);
  const fields = schemas.flatMap((schema) => fieldsOf(componentsOf(schema)));
  return {
    id,
    name: sources[0]!.name,
    tasks: once(sources.flatMap(({ tasks }) => tasks)),
    variables: once(fields.map(toVariable)),
    units: once(
      fields.filter(choosesUnit).map((field) => ({ value: field.key!, label: labelOf(field) })),
    ).map(({ value, label }) => ({ key: value, label })),
  };
}

/** Those whose values are variables of the whole process: rows of lists are not. */
function fieldsOf(components: Component[]): Component[] {
  return components.flatMap((field) => {
    if (field.key) return field.label ? [field] : [];
    return isList(field) || field.path ? [] : fieldsOf(componentsOf(field));
  });
}

const choosesUnit = ({ valuesKey }: Component) => (unitLists as readonly unknown[]).includes(valuesKey);

function toVariable(field: Component): Variable {
  const options = Array.isArray(field.values)
    ? (field.values as { value: unknown; label: string }[]).map(({ value, label }) => ({
        value: String(value),
        label,
      }))
    : [];
  const kind =
    options.length > 0
      ? 'choice'
      : field.type === 'number'
        ? 'number'
        : field.type === 'checkbox'
          ? 'boolean'
          : 'text';
  return { value: field.key!, label: labelOf(field), kind, options };
}

/** The first of each value: a field of that name in a later form means the same. */
function once<T extends { value: string }>(all: T[]): T[] {
  return all.filter((one, index) => all.findIndex(({ value }) => value === one.value) === index);
}
