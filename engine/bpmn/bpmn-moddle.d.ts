declare module 'bpmn-moddle' {
  /** The part that is used here; the package's own types describe elements, not its entry point. */
  export class BpmnModdle {
    constructor(packages: Record<string, unknown>);
    fromXML(xml: string, type: string): Promise<unknown>;
  }
}
