import { elementOf, type Element, type Model } from './model.ts';

/** One way a process begins. */
export interface Beginning {
  /** Where the token begins. */
  entry: Element;
  /** What brings it about: the entry itself, or one of the events behind an event-based gateway. */
  event: Element;
}

export function beginningsOf(model: Model): Beginning[] {
  return elementOf(model, model.processId)
    .starts.map((id) => elementOf(model, id))
    .flatMap((entry) => eventsAt(model, entry).map((event) => ({ entry, event })));
}

/** The start event without trigger: what people begin a process by. */
export function plainStart(model: Model): Element | undefined {
  const starts = beginningsOf(model).map(({ entry }) => entry);
  return starts.find(({ type, events }) => type === 'startEvent' && events.length === 0);
}

/** Whether the process begins when this event happens, so that no instance is there yet to name a correlation key. */
export function beginsProcess(model: Model, { id }: Element): boolean {
  return beginningsOf(model).some(({ event }) => event.id === id);
}

function eventsAt(model: Model, entry: Element): Element[] {
  return entry.type === 'eventBasedGateway' ? targetsOf(model, entry) : [entry];
}

/** The elements its flows lead to. */
export function targetsOf(model: Model, { outgoing }: Element): Element[] {
  return outgoing.map((flow) => elementOf(model, model.flows[flow]!.targetId));
}

/** An event-based gateway whose events all have to happen. */
export function isParallel({ type, details }: Element): boolean {
  return type === 'eventBasedGateway' && (details as { parallel: boolean }).parallel;
}
