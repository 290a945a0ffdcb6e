import type { Env } from './env.ts';
import type { Fault } from './finding.ts';
import type { JsonValue } from './keys.ts';

const WORKING_DAYS = /^\d{1,4}WD$/;
const ISO_DURATION = /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;

/** Terms without a zone are meant where the district is. */
const OFFSET = '+08:00';

/** `3WD`, `P15D`, `PT2H` … */
export function isTerm(text: string): boolean {
  return WORKING_DAYS.test(text) || ISO_DURATION.test(text);
}

export function isDate(text: string): boolean {
  return DATE.test(text) || DATE_TIME.test(text);
}

/** A date, a time with or without zone, or a term that starts at `from`; null when it is none of them. */
export function pointInTime(value: JsonValue, env: Env, from: Date): Date | null {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (isTerm(text)) return env.dueAt(text, from);
  if (!isDate(text)) return null;
  const zoned = DATE.test(text)
    ? `${text}T00:00:00${OFFSET}`
    : /(Z|[+-]\d{2}:\d{2})$/.test(text)
      ? text
      : text + OFFSET;
  const at = new Date(zoned);
  return Number.isNaN(at.getTime()) ? null : at;
}

export function checkTerm(term: string | null): Fault[] {
  if (term === null || term.trim() === '' || term.startsWith('=') || isTerm(term.trim())) return [];
  return [
    {
      severity: 'error',
      code: 'term_unreadable',
      message: `办理时限“${term}”读不懂。请写成 3WD（3 个工作日）、P15D（15 天）、P3M（3 个月）这样的形式。`,
      messageEn: `Expected a term like 3WD, P15D or P3M, but got '${term}'.`,
    },
  ];
}
