import { dateText } from '../core/written.ts';
import type { Component } from './schema.ts';

// the page limits and explains its calendar by the same words: this file imports nothing that a browser has not

type DateField = Pick<Component, 'type' | 'subtype' | 'disallowPassedDates' | 'properties'>;

const DAYS = /^P(\d{1,4})D$/;
const DAY_MS = 86_400_000;

export function isEarliest(text: string): boolean {
  return DAYS.test(text);
}

/**
 * The first day a date may have, by the custom property `earliest` (`P3D`: three days from today) or form-js'
 * `disallowPassedDates`; null when any will do.
 * @param today ISO day where the office is
 */
export function earliestDay(field: DateField, today: string): string | null {
  if (field.type !== 'datetime' || field.subtype === 'time') return null;
  const ahead = daysAhead(field);
  if (ahead === null) return field.disallowPassedDates ? today : null;
  return new Date(Date.parse(`${today}T00:00:00Z`) + ahead * DAY_MS).toISOString().slice(0, 10);
}

/** What is said under the field before anybody chooses; null where the calendar is open, or begins today. */
export function earliestHint(field: DateField, today: string): string | null {
  const ahead = daysAhead(field);
  const day = earliestDay(field, today);
  return day === null || !ahead ? null : `最早可选 ${dateText(day)}（${ahead} 天后）。`;
}

/** Why a day is refused: the hint again, or that it has passed. */
export function tooEarly(field: DateField, value: unknown, today: string): string | null {
  const day = earliestDay(field, today);
  if (day === null || typeof value !== 'string' || value === '' || value.slice(0, 10) >= day) return null;
  return earliestHint(field, today) ?? '不能早于今天。';
}

function daysAhead({ properties }: DateField): number | null {
  const [, days] = DAYS.exec(properties?.earliest ?? '') ?? [];
  return days === undefined ? null : Number(days);
}
