declare module 'bpmn-js-properties-panel' {
  export const BpmnPropertiesPanelModule: object;
  export const BpmnPropertiesProviderModule: object;
  export const ZeebePropertiesProviderModule: object;
}
declare module 'bpmn-js-element-templates' {
  export const CloudElementTemplatesPropertiesProviderModule: object;
}
declare module 'camunda-bpmn-js-behaviors/lib/camunda-cloud/index.js' {
  const behaviors: object;
  export default behaviors;
}
declare module 'zeebe-bpmn-moddle/resources/zeebe.json' {
  const zeebe: object;
  export default zeebe;
}
declare module 'bpmn-js/lib/features/popup-menu/PopupEntries.js' {
  /** What replace and append menus offer: id → the element it would become. */
  export const PopupEntries: Record<
    string,
    { target: { type: string; eventDefinitionType?: string; triggeredByEvent?: boolean } }
  >;
}
declare module 'bpmn-js-differ' {
  /** Elements by id; `definitions` as a viewer has them after an import. */
  export function diff(
    before: unknown,
    after: unknown,
  ): {
    _added: Record<string, object>;
    _removed: Record<string, object>;
    _changed: Record<string, { model: object; attrs: Record<string, unknown> }>;
    _layoutChanged: Record<string, object>;
  };
}
