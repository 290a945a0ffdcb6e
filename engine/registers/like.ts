/** Makes typed words safe inside a LIKE pattern. */
export function escapeLike(words: string): string {
  return words.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
