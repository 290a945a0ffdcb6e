import type { Event } from '../../core/events.ts';
import type { Key } from '../../core/keys.ts';
import type { SavePart } from '../save-batch.ts';

/** A part over a list of rows, which is its last value; none when there are no rows. */
export function part(rows: unknown[], code: string, statement: Omit<SavePart, 'code'>): SavePart[] {
  if (rows.length === 0) return [];
  return [{ code, text: statement.text, values: [...statement.values, JSON.stringify(rows)] }];
}

/** The events of one type, in order. */
export function all<T extends Event['type']>(events: Event[], type: T): Extract<Event, { type: T }>[] {
  return events.filter((event): event is Extract<Event, { type: T }> => event.type === type);
}

/**
 * A part over the rows of these keys, which are its last value; none when there are none. Keys go as an array, not as
 * JSON: the planner takes a JSON list for a hundred rows and would rather read the whole table.
 */
export function keyPart(keys: Iterable<Key>, code: string, statement: Omit<SavePart, 'code'>): SavePart[] {
  const list = [...keys];
  if (list.length === 0) return [];
  return [{ code, text: statement.text, values: [...statement.values, list] }];
}
