import type { Event } from '../../core/events.ts';
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
