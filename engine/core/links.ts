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
  return name === null ? [] : (linksOf(model).get(keyOf(parentId, place, name)) ?? []);
}

const known = new WeakMap<Model, Map<string, Element[]>>();

/** Link events by where they stand and what they are called. */
function linksOf(model: Model): Map<string, Element[]> {
  const found = known.get(model);
  if (found) return found;
  const links = new Map<string, Element[]>();
  for (const element of Object.values(model.elements)) {
    const name = linkName(element.events);
    if (name === null) continue;
    const key = keyOf(element.parentId, element.place, name);
    links.set(key, [...(links.get(key) ?? []), element]);
  }
  known.set(model, links);
  return links;
}

function keyOf(...parts: (string | null)[]): string {
  return JSON.stringify(parts);
}

function linkName(events: Element['events']): string | null {
  const link = events.find(({ type }) => type === 'link');
  return link ? (link.details as LinkDetails).name : null;
}
