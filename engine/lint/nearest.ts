/** The word somebody has most likely meant: the one that is at most two letters away; null when none is. */
export function nearest(word: string, words: Iterable<string>): string | null {
  const most = word.length <= 4 ? 1 : 2;
  let best: { word: string; distance: number } | null = null;
  for (const other of words) {
    const distance = distanceOf(word.toLowerCase(), other.toLowerCase());
    if (distance <= most && distance < (best?.distance ?? Infinity)) best = { word: other, distance };
  }
  return best?.word ?? null;
}

/** `，是不是“singleOpen”？`, or nothing. */
export function orRather(word: string, words: Iterable<string>): string {
  const other = nearest(word, words);
  return other === null ? '' : `，是不是“${other}”`;
}

/** Letters to put in, leave out or change; two that have changed places count as one. */
function distanceOf(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + change);
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows[one.length]![other.length]!;
}
