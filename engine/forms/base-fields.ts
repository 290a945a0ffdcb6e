import type { JsonObject } from '../core/keys.ts';
import { applicantVariables } from './case-variables.ts';
import { isKeyed } from './read-value.ts';
import { componentsOf, labelOf, pathOf, type Component } from './schema.ts';
import type { FormFault } from './lint-form.ts';

/**
 * Fields that show the member base (`applicantVariables`). In the forms of a member's case they can only be read, whether
 * the drawing says `readonly` or not: papers print these names and days. A field that is meant to change what the base
 * said for this one case has the property `editable` = `true`.
 */
const isOfBase = (path: string[]) => path[0] !== undefined && Object.hasOwn(applicantVariables, path[0]);
const isEditable = ({ properties }: Component) => properties?.editable === 'true';
const isReadOnly = ({ readonly, disabled }: Component) => readonly === true || disabled === true;

const fixed = new WeakMap<JsonObject, JsonObject>();

/** The form as people get it: fields of the base read-only where they are not editable. */
export function fixBaseFields(schema: JsonObject): JsonObject {
  const known = fixed.get(schema) ?? { ...schema, components: fixAll(componentsOf(schema), []) as never };
  fixed.set(schema, known);
  return known;
}

function fixAll(components: Component[], base: string[]): Component[] {
  return components.map((component) => {
    if (isKeyed(component)) {
      const isFixed = isOfBase([...base, ...pathOf(component.key)]) && !isEditable(component);
      return isFixed ? { ...component, readonly: true } : component;
    }
    if (!component.components) return component;
    return { ...component, components: fixAll(component.components, [...base, ...pathOf(component.path)]) };
  });
}

/** What was filled in without anything that would stand for the member base, unless a field is meant to. */
export function withoutBase(schema: JsonObject, data: JsonObject): JsonObject {
  const editable = new Set(
    placed(componentsOf(schema), []).flatMap(({ field, path }) => (isEditable(field) ? [path[0]] : [])),
  );
  return Object.fromEntries(Object.entries(data).filter(([name]) => !isOfBase([name]) || editable.has(name)));
}

/** Fields that look as if they could be filled in, and cannot. */
export function lintBaseFields(schema: JsonObject): FormFault[] {
  return placed(componentsOf(schema), [])
    .filter(({ field, path }) => isOfBase(path) && !isReadOnly(field) && !isEditable(field))
    .map(({ field, path }) => ({
      componentId: field.id ?? null,
      severity: 'warning',
      code: 'base_field_open',
      message: `“${labelOf(field)}”的数据名“${path.join('.')}”取自党员库，填表的人只能看、不能改。请设为只读；确需在这里改写的，请加自定义属性 editable = true；另作他用的，请换一个数据名。`,
      messageEn: `Expected '${path.join('.')}' to be readonly or editable, but it is neither.`,
    }));
}

function placed(components: Component[], base: string[]): { field: Component; path: string[] }[] {
  return components.flatMap((field) => {
    if (isKeyed(field)) return [{ field, path: [...base, ...pathOf(field.key)] }];
    return placed(componentsOf(field), [...base, ...pathOf(field.path)]);
  });
}
