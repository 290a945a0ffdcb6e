import type { CasePositions } from '../../../../../engine/http/resources/case-operations/schemas.ts';
import { openViewer } from '../../../bpmn-io/open-viewer.ts';

type Position = CasePositions['instances'][number];

/** Element ids, marked in the diagram. */
export interface Marks {
  ending: string[];
  beginning: string[];
}

export interface MoveDiagram {
  show(position: Position): Promise<void>;
  mark(position: Position, marks: Marks): void;
  /** One step closer (1) or farther (-1). */
  zoom(step: 1 | -1): void;
  fit(): void;
  /** Brings a step into view. */
  look(elementId: string): void;
  destroy(): void;
}

const markers = ['is-here', 'is-ending', 'is-beginning', 'is-choosable'];

/** A diagram in which steps are chosen by clicking on them. */
export function openMoveDiagram(container: HTMLElement, pick: (elementId: string) => void): MoveDiagram {
  const viewer = openViewer(container);
  let shown = '';
  viewer.get('eventBus').on('element.click', ({ element }: { element: { id: string } }) => {
    // the name of an event lies beside it and belongs to it
    pick(element.id.replace(/_label$/, ''));
  });
  const isDrawn = (id: string) => viewer.get('elementRegistry').get(id) !== undefined;
  /** On the upper edge of a task, the second on its lower one; beside an event or gateway, whose name is above or below. */
  const placeOf = (id: string, line: 0 | 1) => {
    const { width = 0, height = 0 } = viewer.get('elementRegistry').get(id)!;
    if (width < 60) return { left: width + 4, top: height / 2 + 6 + line * 22 };
    return line === 0 ? { left: 4, top: -12 } : { left: 4, bottom: 12 };
  };
  const look = (id: string) => isDrawn(id) && viewer.get('canvas').scrollToElement(id, 140);
  return {
    look,
    async show({ xml, active }) {
      // somebody is choosing: the picture stays as it was moved
      if (xml === shown) return;
      await viewer.importXML(xml);
      shown = xml;
      viewer.get('zoom').begin();
      const here = active.find(({ isScope, elementId }) => !isScope && isDrawn(elementId));
      if (here) look(here.elementId);
    },
    mark(position, marks) {
      const canvas = viewer.get('canvas');
      const registry = viewer.get('elementRegistry');
      const overlays = viewer.get('overlays');
      overlays.remove({ type: 'move' });
      for (const { id } of registry.filter(() => true)) {
        for (const marker of markers) canvas.removeMarker(id, marker);
      }
      const add = (ids: string[], marker: string) => {
        for (const id of ids) if (registry.get(id)) canvas.addMarker(id, marker);
      };
      const note = (id: string, words: string, look: string) => {
        if (!registry.get(id)) return;
        overlays.add(id, 'move', { position: placeOf(id, 0), html: badge(words, look) });
      };
      const leaves = position.active.filter(({ isScope }) => !isScope);
      add(
        position.possible.map(({ elementId }) => elementId),
        'is-choosable',
      );
      add(
        leaves.map(({ elementId }) => elementId),
        'is-here',
      );
      add(marks.ending, 'is-ending');
      add(marks.beginning, 'is-beginning');
      const here = new Set(leaves.map(({ elementId }) => elementId));
      for (const id of new Set([...here, ...marks.ending, ...marks.beginning])) {
        const [ends, begins] = [marks.ending.includes(id), marks.beginning.includes(id)];
        if (ends && begins) note(id, '重新开始', 'begin');
        else if (ends) note(id, '结束', 'end');
        else if (begins) note(id, '从这里开始', 'begin');
        else note(id, '当前环节', 'here');
      }
      for (const { elementId } of position.active.filter(({ incident }) => incident !== null)) {
        if (!registry.get(elementId)) continue;
        overlays.add(elementId, 'move', {
          position: placeOf(elementId, 1),
          html: badge('▲ 故障', 'incident'),
        });
      }
    },
    zoom: (step) => viewer.get('zoom').step(step),
    fit: () => viewer.get('zoom').fit(),
    destroy: () => viewer.destroy(),
  };
}

function badge(words: string, look: string): HTMLElement {
  const html = document.createElement('div');
  html.className = `move-badge ${look}`;
  html.textContent = words;
  return html;
}
