export const termUnits = [
  { unit: 'WD', label: '个工作日' },
  { unit: 'D', label: '天' },
  { unit: 'M', label: '个月' },
  { unit: 'H', label: '小时' },
] as const;

export type TermUnit = (typeof termUnits)[number]['unit'];

/** A term that people can pick by number and unit: `3WD`, `P15D`, `P3M`, `PT2H`. */
export interface SimpleTerm {
  count: number;
  unit: TermUnit;
}

/** @returns null for what is none of these: expressions, combinations, mistakes */
export function readTerm(text: string): SimpleTerm | null {
  const match = /^(?:(\d{1,4})WD|P(\d{1,4})D|P(\d{1,4})M|PT(\d{1,4})H)$/.exec(text.trim());
  if (!match) return null;
  const at = match.slice(1).findIndex((digits) => digits !== undefined);
  return { count: Number(match[at + 1]), unit: termUnits[at]!.unit };
}

export function writeTerm({ count, unit }: SimpleTerm): string {
  return { WD: `${count}WD`, D: `P${count}D`, M: `P${count}M`, H: `PT${count}H` }[unit];
}

/** What a term means, in words; null when it cannot be read. Empty: no term. */
export function termWords(text: string): string | null {
  const term = text.trim();
  if (term === '') return '不设期限';
  if (term.startsWith('=')) return '按表达式计算';
  const simple = readTerm(term);
  if (simple) return `${simple.count} ${termUnits.find(({ unit }) => unit === simple.unit)!.label}`;
  const iso = /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/.test(term);
  return iso ? '按时长计算' : null;
}
