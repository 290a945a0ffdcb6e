import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import type { CaseDiagram } from '../../../../engine/http/resources/cases/schemas.ts';

export interface DiagramView {
  show(diagram: CaseDiagram): Promise<void>;
  /** One step closer (1) or farther (-1). */
  zoom(step: 1 | -1): void;
  fit(): void;
  destroy(): void;
}

interface Canvas {
  addMarker(id: string, marker: string): void;
  zoom(scale: number | 'fit-viewport', center?: 'auto'): number;
  zoom(): number;
  viewbox(box?: { x: number; y: number; width: number; height: number }): {
    x: number;
    y: number;
    width: number;
    height: number;
  };
}
interface Overlays {
  clear(): void;
  add(id: string, overlay: { position: { top: number; right: number }; html: HTMLElement }): void;
}
interface Registry {
  get(id: string): object | undefined;
}

/** Draws into the container; loaded only when somebody looks at a diagram. */
export function showDiagram(container: HTMLElement): DiagramView {
  const viewer = new NavigatedViewer({ container });
  const canvas = () => viewer.get<Canvas>('canvas');
  let drawn = '';
  return {
    async show(diagram) {
      // marks cannot be told from one another, so they are drawn anew with the picture
      const box = drawn === diagram.xml ? canvas().viewbox() : null;
      await viewer.importXML(diagram.xml);
      mark(viewer.get<Registry>('elementRegistry'), canvas(), viewer.get<Overlays>('overlays'), diagram);
      if (box) canvas().viewbox(box);
      else canvas().zoom('fit-viewport', 'auto');
      drawn = diagram.xml;
    },
    zoom: (step) => void canvas().zoom(canvas().zoom() * (step > 0 ? 1.25 : 0.8)),
    fit: () => void canvas().zoom('fit-viewport', 'auto'),
    destroy: () => viewer.destroy(),
  };
}

function mark(registry: Registry, canvas: Canvas, overlays: Overlays, diagram: CaseDiagram): void {
  const late = new Set(diagram.overdue);
  const add = (id: string, marker: string) => registry.get(id) && canvas.addMarker(id, marker);
  for (const id of diagram.takenFlows) add(id, 'is-taken');
  for (const id of diagram.completed) if (!(id in diagram.tokens)) add(id, 'is-done');
  for (const [id, count] of Object.entries(diagram.tokens)) {
    if (!registry.get(id)) continue;
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
