import { type DiagramNode } from '../core/diagram.ts';
import type { Model } from '../core/model.ts';
import { propertiesOf } from './read-properties.ts';

/**
 * Lanes say who does what is drawn in them: a user task without a property `unit` of its own takes that of its lane, the
 * innermost one that has it.
 */
export function readLanes(node: DiagramNode, model: Model): void {
  for (const set of (node.laneSets ?? []) as DiagramNode[]) readLaneSet(set, null, model);
}

function readLaneSet(set: DiagramNode, around: string | null, model: Model): void {
  for (const lane of (set.lanes ?? []) as DiagramNode[]) {
    const unit = propertiesOf(lane).unit ?? around;
    for (const { id } of (lane.flowNodeRef ?? []) as DiagramNode[]) {
      const element = model.elements[id ?? ''];
      if (unit && element?.type === 'userTask') element.properties = { unit, ...element.properties };
    }
    if (lane.childLaneSet) readLaneSet(lane.childLaneSet as DiagramNode, unit, model);
  }
}
