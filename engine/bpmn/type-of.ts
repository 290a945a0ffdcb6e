import type { DiagramNode } from '../core/diagram.ts';

/** `bpmn:UserTask` → `userTask`; a sub-process that an event begins is a kind of its own. */
export function typeOf({ $type, triggeredByEvent }: DiagramNode): string {
  if (triggeredByEvent === true) return 'eventSubProcess';
  const name = $type.slice($type.indexOf(':') + 1);
  return name.charAt(0).toLowerCase() + name.slice(1);
}
