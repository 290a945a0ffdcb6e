import { escapeXml, timerDefinition, type TimerOptions } from './process.ts';

/** What an event is about, in the words of a test: `{ signal: '收到' }`, `{ condition: '= x > 1' }`, `{ link: 'A' }` … */
export type EventDrawing =
  | { message: string; key?: string }
  | { signal: string }
  | { error: string | null }
  | { escalation: string | null }
  | { condition: string }
  | { link: string }
  | { compensate: string | null }
  | { terminate: true }
  | { cancel: true }
  | Pick<TimerOptions, 'date' | 'duration' | 'cycle'>;

/** The XML of an event definition; what it refers to (message, signal, error, escalation) is added to `roots`. */
export function eventDefinition(event: EventDrawing, roots: string[]): string {
  if ('message' in event) return messageDefinition(event.message, event.key, roots);
  if ('signal' in event) return referring('signal', `name="${escapeXml(event.signal)}"`, roots);
  if ('error' in event)
    return referring('error', event.error === null ? null : `errorCode="${event.error}"`, roots);
  if ('escalation' in event)
    return referring(
      'escalation',
      event.escalation === null ? null : `escalationCode="${event.escalation}"`,
      roots,
    );
  if ('condition' in event) {
    const condition = `<bpmn:condition xsi:type="bpmn:tFormalExpression">${escapeXml(event.condition)}</bpmn:condition>`;
    return `<bpmn:conditionalEventDefinition>${condition}</bpmn:conditionalEventDefinition>`;
  }
  if ('link' in event) return `<bpmn:linkEventDefinition name="${escapeXml(event.link)}" />`;
  if ('compensate' in event) {
    const of = event.compensate === null ? '' : ` activityRef="${event.compensate}"`;
    return `<bpmn:compensateEventDefinition${of} />`;
  }
  if ('terminate' in event) return '<bpmn:terminateEventDefinition />';
  if ('cancel' in event) return '<bpmn:cancelEventDefinition />';
  return timerDefinition(event);
}

function referring(kind: string, attributes: string | null, roots: string[]): string {
  if (attributes === null) return `<bpmn:${kind}EventDefinition />`;
  const id = `${kind}${roots.length}`;
  roots.push(`<bpmn:${kind} id="${id}" ${attributes} />`);
  return `<bpmn:${kind}EventDefinition ${kind}Ref="${id}" />`;
}

function messageDefinition(name: string, key: string | undefined, roots: string[]): string {
  const id = `message${roots.length}`;
  const subscription = key
    ? `<bpmn:extensionElements><zeebe:subscription correlationKey="${escapeXml(key)}" /></bpmn:extensionElements>`
    : '';
  roots.push(`<bpmn:message id="${id}" name="${escapeXml(name)}">${subscription}</bpmn:message>`);
  return `<bpmn:messageEventDefinition messageRef="${id}" />`;
}
