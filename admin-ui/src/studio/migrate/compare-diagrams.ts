import { diff } from 'bpmn-js-differ';
import { openViewer } from '../../bpmn-io/open-viewer.ts';
import type { Diagram } from '../../bpmn-io/services.ts';

export interface Difference {
  id: string;
  /** Empty where the step has none. */
  name: string;
}

/** Steps only: flows follow them. */
export interface Differences {
  added: Difference[];
  removed: Difference[];
  changed: Difference[];
}

export interface Comparison {
  differences: Differences;
  /** Brings a step of either version into view and points at it. */
  look(before: string | null, after: string | null): void;
  destroy(): void;
}

/** Two versions side by side, with what one has and the other has not, or has otherwise. */
export async function compareDiagrams(
  left: { container: HTMLElement; xml: string },
  right: { container: HTMLElement; xml: string },
): Promise<Comparison> {
  const [before, after] = [openViewer(left.container), openViewer(right.container)];
  await Promise.all([before.importXML(left.xml), after.importXML(right.xml)]);
  for (const viewer of [before, after]) viewer.get('zoom').fit();
  const { _added, _removed, _changed } = diff(before.getDefinitions(), after.getDefinitions());
  const [added, removed] = [drawn(after, _added), drawn(before, _removed)];
  // the process itself changes with everything in it
  const changed = drawn(after, _changed).filter((id) => isStep(after, id));
  mark(after, added, 'is-added', '新增');
  mark(before, removed, 'is-removed', '删除');
  mark(before, changed, 'is-changed', '改动');
  mark(after, changed, 'is-changed', '改动');
  return {
    differences: {
      added: stepsOf(after, added),
      removed: stepsOf(before, removed),
      changed: stepsOf(after, changed),
    },
    look(from, to) {
      point(before, from);
      point(after, to);
    },
    destroy() {
      before.destroy();
      after.destroy();
    },
  };
}

function drawn(viewer: Diagram, found: Record<string, object>): string[] {
  return Object.keys(found).filter((id) => viewer.get('elementRegistry').get(id) !== undefined);
}

function stepsOf(viewer: Diagram, ids: string[]): Difference[] {
  const named = ids.map((id) => ({
    id,
    name: viewer.get('elementRegistry').get(id)!.businessObject.name ?? '',
  }));
  return named.filter(({ id }) => isStep(viewer, id));
}

/** Something of a size of its own: neither a flow nor the process. */
function isStep(viewer: Diagram, id: string): boolean {
  return viewer.get('elementRegistry').get(id)?.width !== undefined;
}

function mark(viewer: Diagram, ids: string[], marker: string, words: string): void {
  for (const id of ids) {
    viewer.get('canvas').addMarker(id, marker);
    if (!isStep(viewer, id)) continue;
    const html = document.createElement('div');
    html.className = `difference ${marker}`;
    html.textContent = words;
    viewer.get('overlays').add(id, 'difference', { position: { top: -11, left: 4 }, html });
  }
}

const POINTED = 'is-pointed-at';

function point(viewer: Diagram, id: string | null): void {
  const canvas = viewer.get('canvas');
  for (const { id: one } of viewer.get('elementRegistry').filter(() => true))
    canvas.removeMarker(one, POINTED);
  if (id === null || !viewer.get('elementRegistry').get(id)) return;
  if (viewer.get('zoom').level() < 0.7) canvas.zoom(0.8, 'auto');
  canvas.addMarker(id, POINTED);
  canvas.scrollToElement(id, 60);
}
