import type { Behaviour } from '../core/behaviour.ts';
import { extension, textOf, type DiagramNode } from '../core/diagram.ts';
import type { Element, EventDefinition, Mapping, Place } from '../core/model.ts';
import { readApproval } from './read-approval.ts';
import { propertiesOf } from './read-properties.ts';
import { readListeners } from './read-listeners.ts';
import { readLoop } from './read-loop.ts';
import { refuseExtras } from './refuse-extras.ts';
import type { Report } from './report.ts';
import { eventNameOf, executedElement, executedEvent, nameOf } from './supported.ts';
import { typeOf } from './type-of.ts';

/** One flow node (or the process); null when it is refused. */
export function readElement(node: DiagramNode, scope: Element | null, report: Report): Element | null {
  const type = typeOf(node);
  const behaviour = executedElement(type);
  if (!behaviour) {
    report.refuse(node.id ?? '', nameOf(type), type);
    return null;
  }
  refuseExtras(node, behaviour, scope, report);
  const place = placeOf(behaviour, scope);
  const properties = propertiesOf(node);
  const loops = readLoop(node, report);
  if (type === 'userTask') {
    loops.multiInstance ??= readApproval(node.id ?? '', properties, report);
    if (properties.approval !== undefined) properties.unit ??= 'form:approver';
  }
  const attachedTo = (node.attachedToRef as DiagramNode | undefined)?.id ?? null;
  return {
    id: node.id ?? '',
    type,
    name: oneLine(node.name),
    documentation: documentationOf(node),
    parentId: scope?.id ?? null,
    incoming: [],
    outgoing: [],
    defaultFlow: (node.default as DiagramNode | undefined)?.id ?? null,
    starts: [],
    boundaries: [],
    eventStarts: [],
    dataObjects: [],
    compensatedBy: null,
    forCompensation: node.isForCompensation === true,
    attachedTo,
    interrupting: node.cancelActivity !== false && node.isInterrupting !== false,
    listeners: readListeners(node, type, report),
    inputs: mappings(node, 'inputParameters'),
    outputs: mappings(node, 'outputParameters'),
    ...loops,
    place,
    events: place ? readEvents(node, type, place, report) : [],
    parallelMultiple: node.parallelMultiple === true,
    formId: textOf(extension(node, 'zeebe:FormDefinition')?.formId),
    properties,
    details: behaviour.read?.(node) ?? null,
  };
}

/** Names are often broken over lines in the drawing; Chinese is joined without a space. */
function oneLine(name: unknown): string {
  return (textOf(name) ?? '')
    .replace(/(\p{Script=Han})\s*\n\s*(?=\p{Script=Han})/gu, '$1')
    .replace(/\s+/g, ' ');
}

function documentationOf(node: DiagramNode): string | null {
  return textOf((node.documentation as { text?: unknown }[] | undefined)?.[0]?.text);
}

function mappings(node: DiagramNode, kind: 'inputParameters' | 'outputParameters'): Mapping[] {
  const drawn = (extension(node, 'zeebe:IoMapping')?.[kind] ?? []) as DiagramNode[];
  return drawn.map(({ source, target }) => ({ source: textOf(source) ?? '', target: textOf(target) ?? '' }));
}

function placeOf({ place }: Behaviour, scope: Element | null): Place | null {
  return place === 'start' && scope?.type === 'eventSubProcess' ? 'eventStart' : (place ?? null);
}

function readEvents(node: DiagramNode, type: string, place: Place, report: Report): EventDefinition[] {
  const id = node.id ?? '';
  // tasks name their message themselves, events hold definitions that do
  if (place === 'send' || place === 'receive') return node.messageRef ? [define(node, 'message', place)] : [];
  const drawn = (node.eventDefinitions ?? []) as DiagramNode[];
  if (drawn.length === 0 && place === 'boundary')
    report.refuse(id, '没有类型的边界事件', 'boundary event without definition', '请选定类型');
  const events = drawn.flatMap((one) => readEvent(one, node, type, place, report));
  if (events.length > 1) checkMultiple(node, type, place, events, report);
  return events;
}

function readEvent(
  drawn: DiagramNode,
  node: DiagramNode,
  type: string,
  place: Place,
  report: Report,
): EventDefinition[] {
  const id = node.id ?? '';
  const eventType = typeOf(drawn).replace(/EventDefinition$/, '');
  const name = `${eventNameOf(eventType)}${nameOf(type)}`;
  const definition = executedEvent(eventType);
  if (!definition?.places.includes(place)) {
    report.refuse(id, name, `${eventType} ${type}`);
    return [];
  }
  const interrupting = node.cancelActivity !== false && node.isInterrupting !== false;
  if (!interrupting && !definition.nonInterrupting) {
    report.refuse(id, `非中断的${name}`, `non-interrupting ${eventType} ${type}`, '请改为中断型');
  }
  return [define(drawn, eventType, place)];
}

/** Of several events in one, each has to wait, or to be thrown, without a say in where the token goes. */
const combined = new Set(['conditional', 'escalation', 'message', 'signal', 'timer']);

function checkMultiple(
  node: DiagramNode,
  type: string,
  place: Place,
  events: EventDefinition[],
  report: Report,
): void {
  const id = node.id ?? '';
  const alone = events.find((event) => !combined.has(event.type));
  if (alone) {
    const name = `含“${eventNameOf(alone.type)}”的多重${nameOf(type)}`;
    report.refuse(id, name, `multiple ${type} with ${alone.type}`, '请拆成几个事件');
  }
  const mixed = events.some((event) => event.type === 'escalation') && node.parallelMultiple === true;
  if (mixed || (node.parallelMultiple === true && place === 'start')) {
    report.refuse(
      id,
      `并行多重${nameOf(type)}`,
      `parallel multiple ${type}`,
      '请改用并行网关后面的几个捕获事件',
    );
  }
}

function define(node: DiagramNode, type: string, place: Place): EventDefinition {
  return { type, details: executedEvent(type)!.read(node, place) };
}
