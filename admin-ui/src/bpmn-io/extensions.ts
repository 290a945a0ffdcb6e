import type { BusinessObject, Diagram, DiagramElement, ModdleElement } from './services.ts';

/** Value of a `zeebe:property` of the element; empty when it has none. */
export function propertyOf({ businessObject }: DiagramElement, name: string): string {
  const found = propertiesOf(businessObject).find((property) => property.get('name') === name);
  return (found?.get('value') as string | undefined) ?? '';
}

/** Sets or, with an empty value, removes a `zeebe:property`: one step of undo. */
export function setProperty(diagram: Diagram, element: DiagramElement, name: string, value: string): void {
  if (propertyOf(element, name) === value) return;
  const factory = diagram.get('bpmnFactory');
  const create = (name: unknown, value: unknown) => factory.create('zeebe:Property', { name, value });
  const before = propertiesOf(element.businessObject).map((one) => [one.get('name'), one.get('value')]);
  const known = before.some(([other]) => other === name);
  const after = before.map(([other, text]) => [other, other === name ? value : text]);
  if (!known) after.push([name, value]);
  const kept = after.filter(([other, text]) => other !== name || text !== '');
  const properties = kept.map(([other, text]) => create(other, text));
  setExtension(diagram, element, 'zeebe:Properties', properties.length > 0 ? { properties } : null);
}

/** Form of a user task or start event; empty when it has none. */
export function formIdOf({ businessObject }: DiagramElement): string {
  const form = extensionsOf(businessObject).find(({ $type }) => $type === 'zeebe:FormDefinition');
  return (form?.get('formId') as string | undefined) ?? '';
}

export function setFormId(diagram: Diagram, element: DiagramElement, formId: string): void {
  if (formIdOf(element) === formId) return;
  setExtension(diagram, element, 'zeebe:FormDefinition', formId === '' ? null : { formId });
}

function extensionsOf({ extensionElements }: BusinessObject): ModdleElement[] {
  return (extensionElements?.get('values') as ModdleElement[] | undefined) ?? [];
}

function propertiesOf(object: BusinessObject): ModdleElement[] {
  const holder = extensionsOf(object).find(({ $type }) => $type === 'zeebe:Properties');
  return (holder?.get('properties') as ModdleElement[] | undefined) ?? [];
}

/** Replaces the extension of that type where it stands, adds it, or takes it away. */
function setExtension(
  diagram: Diagram,
  element: DiagramElement,
  type: string,
  attributes: object | null,
): void {
  const factory = diagram.get('bpmnFactory');
  const modeling = diagram.get('modeling');
  const { businessObject } = element;
  const before = extensionsOf(businessObject);
  const own = attributes ? [factory.create(type, attributes)] : [];
  if (type === 'zeebe:Properties') for (const one of own) adopt(one, 'properties');
  const at = before.findIndex(({ $type }) => $type === type);
  const values =
    at < 0
      ? [...before, ...own]
      : [...before.slice(0, at), ...own, ...before.slice(at + 1).filter(({ $type }) => $type !== type)];
  if (businessObject.extensionElements) {
    for (const one of own) one.$parent = businessObject.extensionElements;
    return modeling.updateModdleProperties(element, businessObject.extensionElements, { values });
  }
  const extensionElements = factory.create('bpmn:ExtensionElements', { values });
  extensionElements.$parent = businessObject;
  for (const one of own) one.$parent = extensionElements;
  modeling.updateProperties(element, { extensionElements });
}

function adopt(parent: ModdleElement, list: string): void {
  for (const child of (parent.get(list) as ModdleElement[] | undefined) ?? []) child.$parent = parent;
}
