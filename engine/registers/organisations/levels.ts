/** Levels an organisation of each type may stand on; the nearest one below its superior is taken. */
const levelsOf: Record<string, number[]> = {
  党工委: [2],
  党委: [2, 3],
  党总支: [3],
  社区党委: [3],
  党支部: [4],
  临时党支部: [4],
};

/**
 * The level of a new organisation under a superior: a branch directly under a committee is still level 4.
 * @returns null where that type cannot stand there
 */
export function levelBelow(superior: number, type: string): number | null {
  return levelsOf[type]?.find((level) => level > superior) ?? null;
}
