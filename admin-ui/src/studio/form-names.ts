import { formIdOf } from '../bpmn-io/extensions.ts';
import type { DiagramElement } from '../bpmn-io/services.ts';
import type { FormSchema } from './draft.ts';

/** A form as people know it: by the steps that use it. Forms themselves have no names. */
export interface NamedForm {
  id: string;
  name: string;
  /** Whether a step of the diagram uses it. */
  used: boolean;
  fields: number;
}

/** The forms of a draft in the order in which the diagram uses them; the unused ones last. */
export function nameForms(forms: Record<string, FormSchema>, elements: DiagramElement[]): NamedForm[] {
  const users = new Map<string, string[]>();
  for (const element of elements) {
    const id = formIdOf(element);
    // its label stands on the sheet as an element of its own
    if (id && element.type !== 'label') users.set(id, [...(users.get(id) ?? []), stepName(element)]);
  }
  const used = [...users.keys()].filter((id) => forms[id]);
  const unused = Object.keys(forms).filter((id) => !users.has(id));
  return [...used, ...unused].map((id) => ({
    id,
    name: users.has(id) ? formName(users.get(id)!) : '没有步骤使用的表单',
    used: users.has(id),
    fields: countFields(components(forms[id]!)),
  }));
}

function formName(steps: string[]): string {
  const names = [...new Set(steps)];
  return names.length > 2 ? `${names.slice(0, 2).join('、')}等 ${names.length} 步` : names.join('、');
}

function stepName({ id, type, businessObject }: DiagramElement): string {
  return businessObject.name || (type === 'bpmn:StartEvent' ? '申请' : `未命名的任务 ${id}`);
}

/** `支部受理（probation-accept）` */
export function formLabel({ id, name }: Pick<NamedForm, 'id' | 'name'>): string {
  return `${name}（${id}）`;
}

interface Component {
  type: string;
  key?: string;
  label?: string;
  valuesKey?: string;
  path?: string;
  components?: Component[];
}

function countFields(parts: Component[]): number {
  return parts.reduce((sum, { key, components = [] }) => sum + (key ? 1 : 0) + countFields(components), 0);
}

function components(schema: FormSchema): Component[] {
  return (schema.components ?? []) as unknown as Component[];
}

/** A field in which somebody chooses a unit: its variable may be named by a line of responsibility. */
export interface UnitChoice {
  key: string;
  label: string;
}

/** Lists of units that forms may offer, as the engine knows them. */
const unitLists = new Set(['communityUnits', 'lineageUnits']);

/** Only those whose variable belongs to the whole process: not the rows of a list. */
export function unitChoices(forms: Record<string, FormSchema>): UnitChoice[] {
  const found = Object.values(forms).flatMap((schema) => choicesIn(components(schema)));
  return [...new Map(found.map((choice) => [choice.key, choice])).values()];
}

function choicesIn(parts: Component[]): UnitChoice[] {
  return parts.flatMap(({ key, label, valuesKey, path, components = [] }) => {
    if (key && valuesKey && unitLists.has(valuesKey)) return [{ key, label: label || key }];
    return path ? [] : choicesIn(components);
  });
}
