import type { Key } from '../../core/keys.ts';
import { componentsOf, labelOf, type Component } from '../../forms/schema.ts';
import { applicantVariables, caseVariables as ownVariables } from '../../forms/case-variables.ts';
import type { CaseVariables } from '../../http/resources/case-operations/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { readForm } from '../../store/definitions.ts';
import { elementWords } from './element-words.ts';
import { findManagedCase, readCaseInstances, type CaseInstance } from './managed-case.ts';
import { maskVariable } from './mask-variable.ts';

type Scope = CaseVariables['instances'][number]['scopes'][number];
export type Labels = Map<string, string>;

/** What the running processes of a case know, scope by scope, with numbers and addresses of persons masked. */
export async function readCaseVariables(
  services: Services,
  actor: Actor,
  number: string,
): Promise<CaseVariables> {
  const row = await findManagedCase(services, actor, number);
  const instances = await readCaseInstances(services, row.instance_key);
  return {
    instances: await Promise.all(
      instances.map(async (instance) => ({
        key: instance.key,
        name: instance.definition.name,
        scopes: scopesOf(instance, await readLabels(services, instance)),
      })),
    ),
  };
}

/** The process itself always, of the others those that hold something. */
function scopesOf({ data, definition }: CaseInstance, labels: Labels): Scope[] {
  return Object.values(data.elements)
    .filter(({ key, variables }) => key === data.key || Object.keys(variables).length > 0)
    .map(({ key, elementId, round, variables }) => ({
      key,
      elementName: key === data.key ? null : elementWords(definition.model.elements[elementId]!),
      round: round === undefined ? null : round + 1,
      variables: Object.entries(variables)
        .map(([name, value]) => {
          const label = labels.get(name) ?? null;
          const shown = maskVariable(name, value, label ?? '');
          return { name, label, value: shown, masked: JSON.stringify(shown) !== JSON.stringify(value) };
        })
        .toSorted((one, other) => one.name.localeCompare(other.name)),
    }));
}

/** What the forms of the process call its variables, and the member base's words for those it fills in. */
async function readLabels({ pool }: Services, { definition }: CaseInstance): Promise<Labels> {
  const keys: Key[] = Object.values(definition.forms);
  const forms = await Promise.all(keys.map((key) => readForm(pool, pool, key)));
  const drawn = forms.flatMap(({ schema }) => labelsOf(componentsOf(schema)));
  // remarks behind the word itself are for those who draw forms
  const known = Object.entries({ ...applicantVariables, ...ownVariables }).map(
    ([name, words]) => [name, words.split(/[，：（,]/)[0]!] as const,
  );
  return new Map([...known, ...drawn]);
}

/** Fields by the first step of where their value lives. */
function labelsOf(components: Component[]): [string, string][] {
  return components.flatMap((field): [string, string][] => {
    if (field.path) return field.label ? [[field.path.split('.')[0]!, field.label]] : [];
    if (field.key && field.label) return [[field.key.split('.')[0]!, labelOf(field)]];
    return labelsOf(componentsOf(field));
  });
}
