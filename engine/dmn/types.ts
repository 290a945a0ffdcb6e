import type { FeelValue, Work } from './work.ts';

/** Types of DMN that FEEL can tell apart; a type of the file's own is not checked. */
const feelTypes: Record<string, string> = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  dateTime: 'date and time',
  'date and time': 'date and time',
  dayTimeDuration: 'days and time duration',
  'days and time duration': 'days and time duration',
  yearMonthDuration: 'years and months duration',
  'years and months duration': 'years and months duration',
};

/** Refuses a value that is not of the type drawn for it; null is of every type. */
export function requireType(
  value: FeelValue,
  type: string | null,
  what: string,
  elementId: string,
  work: Work,
): void {
  const named = type?.replace(/^feel:/, '') ?? '';
  if (value === null || !Object.hasOwn(feelTypes, named)) return;
  if (work.evaluate(`value instance of ${feelTypes[named]}`, { value }, elementId) !== false) return;
  work.refuse('wrong_type', `Expected ${what} to be a ${named}, but it is something else.`, elementId);
}
