declare module 'bpmn-auto-layout' {
  /** The same diagram with shapes and edges for everything in its first process. */
  export function layoutProcess(xml: string): Promise<string>;
}
