declare module 'dmn-moddle' {
  /** The part that is used here; the package brings no types of its own. */
  export class DmnModdle {
    constructor(packages: Record<string, unknown>);
    fromXML(xml: string): Promise<unknown>;
  }
}
