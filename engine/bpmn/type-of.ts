import type { DiagramNode } from '../core/diagram.ts';

/** `bpmn:UserTask` → `userTask` */
export function typeOf({ $type }: DiagramNode): string {
  const name = $type.slice($type.indexOf(':') + 1);
  return name.charAt(0).toLowerCase() + name.slice(1);
}
