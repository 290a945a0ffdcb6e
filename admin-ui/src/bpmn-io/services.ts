import type { Zoom } from './zoom.ts';

/** The services of the modeler that the studio speaks to, as far as it does. */
export interface DiagramElement {
  id: string;
  type: string;
  parent?: DiagramElement;
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  businessObject: BusinessObject;
}

export interface BusinessObject {
  id: string;
  name?: string;
  $type: string;
  $instanceOf(type: string): boolean;
  extensionElements?: ModdleElement;
  /** Ends of a sequence flow. */
  sourceRef?: { name?: string };
  targetRef?: { name?: string };
  get(property: string): unknown;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface ModdleElement {
  $type: string;
  $parent?: unknown;
  get(property: string): unknown;
  [property: string]: unknown;
}

export interface Services {
  bpmnFactory: { create(type: string, attributes?: object): ModdleElement };
  canvas: {
    getContainer(): HTMLElement;
    zoom(level?: number, center?: 'auto'): number;
    viewbox(box?: Box): Box & { inner: Box; outer: { width: number; height: number } };
    getRootElement(): DiagramElement;
    addMarker(id: string, marker: string): void;
    removeMarker(id: string, marker: string): void;
    scrollToElement(id: string, padding?: number): void;
    resized(): void;
  };
  commandStack: { undo(): void; redo(): void; canUndo(): boolean; canRedo(): boolean };
  elementRegistry: {
    get(id: string): DiagramElement | undefined;
    filter(test: (element: DiagramElement) => boolean): DiagramElement[];
  };
  elementTemplates: {
    getAll(): { id: string; name: string }[];
    get(element: DiagramElement): { id: string; name: string } | null;
    applyTemplate(element: DiagramElement, template: { id: string }): DiagramElement;
  };
  elementTemplatesLoader: { setTemplates(templates: object[]): void };
  eventBus: {
    on(event: string | string[], listener: (event: never) => void): void;
    off(event: string | string[], listener: (event: never) => void): void;
  };
  modeling: {
    updateProperties(element: DiagramElement, properties: object): void;
    updateModdleProperties(element: DiagramElement, moddle: ModdleElement, properties: object): void;
  };
  overlays: {
    add(id: string, type: string, overlay: { position: object; html: HTMLElement; show?: object }): string;
    remove(filter: { type: string }): void;
  };
  propertiesPanel: { attachTo(container: HTMLElement): void; detach(): void };
  selection: { select(element: DiagramElement): void; get(): DiagramElement[] };
  zoom: Zoom;
}

/** A modeler or viewer, as far as the studio knows it. */
export interface Diagram {
  get<Name extends keyof Services>(name: Name): Services[Name];
  importXML(xml: string): Promise<{ warnings: unknown[] }>;
  saveXML(options: { format: boolean }): Promise<{ xml?: string }>;
  /** What was imported, as the moddle reads it. */
  getDefinitions(): unknown;
  destroy(): void;
}
