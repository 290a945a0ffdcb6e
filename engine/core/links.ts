import type { Element, LinkDetails, Model } from './model.ts';

/** Link events a token jumps to from this one. */
export function linkCatchers(model: Model, from: Element): Element[] {
  return partners(model, from, 'catch');
}

/** Link events from which a token jumps to this one. */
export function linkThrowers(model: Model, to: Element): Element[] {
  return partners(model, to, 'throw');
}

function partners(model: Model, { parentId, events }: Element, place: 'catch' | 'throw'): Element[] {
  const name = linkName(events);
  if (name === null) return [];
  return Object.values(model.elements).filter(
    (one) => one.place === place && one.parentId === parentId && linkName(one.events) === name,
  );
}

function linkName(events: Element['events']): string | null {
  const link = events.find(({ type }) => type === 'link');
  return link ? (link.details as LinkDetails).name : null;
}
