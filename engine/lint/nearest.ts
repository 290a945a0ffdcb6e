/** Words that are compared; whoever has more names has more to do than to guess among them. */
const MOST_COMPARED = 500;

/** The word somebody has most likely meant: the one that is at most two letters away; null when none is. */
export function nearest(word: string, words: Iterable<string>): string | null {
  const most = word.length <= 4 ? 1 : 2;
  const asked = word.toLowerCase();
  let best: { word: string; distance: number } | null = null;
  let compared = 0;
  for (const other of words) {
    if (++compared > MOST_COMPARED) break;
    if (Math.abs(other.length - word.length) > most) continue;
    const distance = distanceOf(asked, other.toLowerCase(), most);
    if (distance <= most && distance < (best?.distance ?? Infinity)) best = { word: other, distance };
  }
  return best?.word ?? null;
}

/** `，是不是“singleOpen”？`, or nothing. */
export function orRather(word: string, words: Iterable<string>): string {
  const other = nearest(word, words);
  return other === null ? '' : `，是不是“${other}”`;
}

/**
 * Letters to put in, leave out or change; two that have changed places count as one. Only cells that can still be within
 * `most` are worked out; beyond it the answer is only that it is more.
 */
function distanceOf(one: string, other: string, most: number): number {
  const width = other.length + 1;
  let last = Array.from({ length: width }, (_, j) => j);
  let [before, row] = [[...last], [...last]];
  for (let i = 1; i <= one.length; i++) {
    row.fill(most + 1);
    const [from, to] = [Math.max(0, i - most), Math.min(other.length, i + most)];
    if (from === 0) row[0] = i;
    for (let j = Math.max(1, from); j <= to; j++) {
      const change = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + change);
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) least = Math.min(least, before[j - 2]! + 1);
      row[j] = least;
    }
    [before, last, row] = [last, row, before];
  }
  return last[other.length]!;
}
