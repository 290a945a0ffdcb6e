import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import type { CaseDiagram } from '../../../../engine/http/resources/cases/schemas.ts';

export interface DiagramView {
  show(diagram: CaseDiagram): Promise<void>;
  /** One step closer (1) or farther (-1). */
  zoom(step: 1 | -1): void;
  fit(): void;
  /** The container has another size now. */
  resized(): void;
  destroy(): void;
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
interface Canvas {
  addMarker(id: string, marker: string): void;
  zoom(scale: number | 'fit-viewport', center?: 'auto'): number;
  zoom(): number;
  resized(): void;
  viewbox(box?: Box): Box & { inner: Box; outer: { width: number; height: number } };
}
interface Overlays {
  clear(): void;
  add(id: string, overlay: { position: { top: number; right: number }; html: HTMLElement }): void;
}
interface Registry {
  get(id: string): Partial<Box> | undefined;
}

/** Draws into the container; loaded only when somebody looks at a diagram. */
export function showDiagram(container: HTMLElement): DiagramView {
  const viewer = new NavigatedViewer({ container });
  const canvas = () => viewer.get<Canvas>('canvas');
  let drawn = '';
  /** Where the case stands, then where it stood before, the last first. */
  let places: string[] = [];
  return {
    async show(diagram) {
      places = [...Object.keys(diagram.tokens), ...diagram.completed.toReversed()];
      // marks cannot be told from one another, so they are drawn anew with the picture
      const box = drawn === diagram.xml ? canvas().viewbox() : null;
      await viewer.importXML(diagram.xml);
      mark(viewer.get<Registry>('elementRegistry'), canvas(), viewer.get<Overlays>('overlays'), diagram);
      if (box) canvas().viewbox(box);
      else lookAt(canvas(), viewer.get<Registry>('elementRegistry'), places);
      drawn = diagram.xml;
    },
    zoom: (step) => void canvas().zoom(canvas().zoom() * (step > 0 ? 1.25 : 0.8)),
    fit: () => void canvas().zoom('fit-viewport', 'auto'),
    resized() {
      canvas().resized();
      lookAt(canvas(), viewer.get<Registry>('elementRegistry'), places);
    },
    destroy: () => viewer.destroy(),
  };
}

/** Below this, names cannot be read. */
const LEGIBLE = 0.85;

/** The whole picture where it can be read; else the place where the case stands. */
function lookAt(canvas: Canvas, registry: Registry, places: string[]): void {
  const whole = canvas.zoom('fit-viewport', 'auto');
  if (whole >= LEGIBLE) return;
  const { outer } = canvas.viewbox();
  const place = places.map((id) => shape(registry, id)).find((found) => found !== undefined);
  const [width, height] = [outer.width / LEGIBLE, outer.height / LEGIBLE];
  const middle = place ? { x: place.x + place.width / 2, y: place.y + place.height / 2 } : null;
  const { inner } = canvas.viewbox();
  const x = middle ? middle.x - width / 2 : inner.x + inner.width - width;
  const y = (middle ? middle.y : inner.y + inner.height / 2) - height / 2;
  canvas.viewbox({ x, y, width, height });
}

/** The process itself and its flows are no places. */
function shape(registry: Registry, id: string): Box | undefined {
  const found = registry.get(id);
  return found?.width === undefined ? undefined : (found as Box);
}

function mark(registry: Registry, canvas: Canvas, overlays: Overlays, diagram: CaseDiagram): void {
  const late = new Set(diagram.overdue);
  const add = (id: string, marker: string) => registry.get(id) && canvas.addMarker(id, marker);
  for (const id of diagram.takenFlows) add(id, 'is-taken');
  for (const id of diagram.completed) {
    if (!(id in diagram.tokens) && shape(registry, id)) add(id, 'is-done');
  }
  for (const [id, count] of Object.entries(diagram.tokens)) {
    if (!shape(registry, id)) continue;
    add(id, late.has(id) ? 'is-late' : 'is-here');
    overlays.add(id, { position: { top: -12, right: 14 }, html: token(count, late.has(id)) });
  }
}

function token(count: number, late: boolean): HTMLElement {
  const badge = document.createElement('div');
  badge.className = late ? 'token late' : 'token';
  badge.textContent = late ? `▲ ${count}` : String(count);
  badge.title = late ? '已超期' : '正在这里办理';
  return badge;
}
