import type { JsonObject } from '../core/keys.ts';
import { fieldProperties } from '../forms/field-properties.ts';
import { componentsOf, labelOf, type Component } from '../forms/schema.ts';
import { errorAt, warningAt, type ServiceFinding } from './finding.ts';
import { nearest } from './nearest.ts';

/** Custom properties of form components that nothing reads. */
export function lintFieldProperties(schema: JsonObject): ServiceFinding[] {
  return everyComponent(componentsOf(schema)).flatMap((component) =>
    Object.keys(component.properties ?? {})
      .filter((key) => !Object.hasOwn(fieldProperties, key))
      .map((key) => ({ ...unknown(component, key), componentId: component.id ?? null })),
  );
}

function unknown(component: Component, key: string): ServiceFinding {
  const called = labelOf(component) || component.type;
  const meant = nearest(key, Object.keys(fieldProperties));
  if (meant === null) {
    return warningAt(
      null,
      'property_unknown',
      `“${called}”的自定义属性“${key}”不起作用。请核对名称，或者删去。`,
      `Custom property '${key}' is not read.`,
    );
  }
  return errorAt(
    null,
    'property_misspelt',
    `“${called}”没有自定义属性“${key}”，是不是“${meant}”？写错的属性不起作用，请改正。`,
    `Expected a known custom property, but got '${key}'; perhaps '${meant}'.`,
  );
}

function everyComponent(components: Component[]): Component[] {
  return components.flatMap((component) => [component, ...everyComponent(componentsOf(component))]);
}
