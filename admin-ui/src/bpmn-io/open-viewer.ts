import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer.js';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json';
import { look } from './look.ts';
import { roomForLabels } from './room-for-labels.ts';
import type { Diagram } from './services.ts';
import { zoom } from './zoom.ts';

/** A diagram to look at: moved and zoomed, nothing more. */
export function openViewer(container: HTMLElement): Diagram {
  return new NavigatedViewer({
    container,
    ...look,
    additionalModules: [roomForLabels, zoom],
    moddleExtensions: { zeebe },
  } as never) as unknown as Diagram;
}
