import type { Behaviour, Place } from '../core/behaviour.ts';
import { extension, textOf, type DiagramNode } from '../core/diagram.ts';
import type { Element, EventDefinition, Mapping } from '../core/model.ts';
import { readMultiInstance } from './read-multi-instance.ts';
import { refuseExtras } from './refuse-extras.ts';
import type { Report } from './report.ts';
import { eventNameOf, executedElement, executedEvent, nameOf } from './supported.ts';
import { typeOf } from './type-of.ts';

/** One flow node (or the process); null when it is refused. */
export function readElement(node: DiagramNode, parentId: string | null, report: Report): Element | null {
  const type = typeOf(node);
  const behaviour = executedElement(type);
  if (!behaviour) {
    report.refuse(node.id ?? '', nameOf(type), type);
    return null;
  }
  refuseExtras(node, type, report);
  const attachedTo = (node.attachedToRef as DiagramNode | undefined)?.id ?? null;
  return {
    id: node.id ?? '',
    type,
    name: oneLine(node.name),
    documentation: documentationOf(node),
    parentId,
    incoming: [],
    outgoing: [],
    defaultFlow: (node.default as DiagramNode | undefined)?.id ?? null,
    starts: [],
    boundaries: [],
    attachedTo,
    interrupting: node.cancelActivity !== false && node.isInterrupting !== false,
    inputs: mappings(node, 'inputParameters'),
    outputs: mappings(node, 'outputParameters'),
    multiInstance: readMultiInstance(node, report),
    event: readEvent(node, behaviour, report),
    formId: textOf(extension(node, 'zeebe:FormDefinition')?.formId),
    properties: propertiesOf(node),
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

function propertiesOf(node: DiagramNode): Record<string, string> {
  const drawn = (extension(node, 'zeebe:Properties')?.properties ?? []) as DiagramNode[];
  return Object.fromEntries(
    drawn.flatMap(({ name, value }) => (textOf(name) ? [[textOf(name)!, textOf(value) ?? '']] : [])),
  );
}

function readEvent(node: DiagramNode, { place, type }: Behaviour, report: Report): EventDefinition | null {
  if (!place) return null;
  const id = node.id ?? '';
  // tasks name their message themselves, events hold a definition that does
  if (place === 'send' || place === 'receive') return node.messageRef ? define(node, 'message', place) : null;
  const drawn = (node.eventDefinitions ?? []) as DiagramNode[];
  if (drawn.length === 0) {
    if (place === 'boundary')
      report.refuse(id, '没有类型的边界事件', 'boundary event without definition', '请选定类型');
    return null;
  }
  if (drawn.length > 1) {
    report.refuse(id, `多重${nameOf(type)}`, 'multiple event', '请拆成几个事件，每个只等一种');
    return null;
  }
  const eventType = typeOf(drawn[0]!).replace(/EventDefinition$/, '');
  const name = `${eventNameOf(eventType)}${nameOf(type)}`;
  const definition = executedEvent(eventType);
  if (!definition?.places.includes(place)) {
    report.refuse(id, name, `${eventType} ${type}`);
    return null;
  }
  if (node.cancelActivity === false && !definition.nonInterrupting) {
    report.refuse(id, `非中断的${name}`, `non-interrupting ${eventType} ${type}`, '请改为中断型');
  }
  return define(drawn[0]!, eventType, place);
}

function define(node: DiagramNode, type: string, place: Place): EventDefinition {
  return { type, details: executedEvent(type)!.read(node, place) };
}
