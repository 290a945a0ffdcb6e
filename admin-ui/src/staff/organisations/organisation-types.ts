/** What may be founded below an organisation of each level; the words of the code library (O1). */
const typesBelow: Record<number, string[]> = {
  1: ['党工委', '党委'],
  2: ['社区党委', '党总支', '党委', '党支部', '临时党支部'],
  3: ['党支部', '临时党支部'],
};

export function typesUnder(level: number): string[] {
  return typesBelow[level] ?? [];
}
