/**
 * Organisation codes are prefixes (O1): so many digits per level (default 2-2-2-2), padded with zeros. A missing level
 * stays `00`: `01020005` is a branch directly under committee `0102`.
 */
export class OrgCodes {
  readonly #ends: number[] = [];

  /** @param digits digits per level, `2-2-2-2` */
  constructor(digits = '2-2-2-2') {
    let end = 0;
    for (const width of digits.split('-')) this.#ends.push((end += Number(width)));
  }

  /** Digits of a whole code. */
  get length(): number {
    return this.#ends.at(-1)!;
  }

  /** What every code of the subtree begins with: `01020000` → `0102`. */
  prefix(code: string): string {
    return code.slice(0, this.#ends[this.level(code) - 1]);
  }

  /** 1 district … 4 branch: the deepest level whose digits are not all zero. */
  level(code: string): number {
    for (let level = this.#ends.length; level > 1; level--) {
      if (/[1-9]/.test(code.slice(this.#ends[level - 2], this.#ends[level - 1]))) return level;
    }
    return 1;
  }

  /** The superior of that level, or null where the line has none (or the code itself is at or above it). */
  superior(code: string, level: number): string | null {
    if (level >= this.level(code)) return null;
    const [start, end] = [level === 1 ? 0 : this.#ends[level - 2], this.#ends[level - 1]];
    if (!/[1-9]/.test(code.slice(start, end))) return null;
    return code.slice(0, end).padEnd(this.length, '0');
  }

  /** The code itself and all its superiors, nearest first. */
  lineage(code: string): string[] {
    const line = [code];
    for (let level = this.level(code) - 1; level >= 1; level--) {
      const superior = this.superior(code, level);
      if (superior) line.push(superior);
    }
    return line;
  }

  /** Digits that tell the organisations of this level apart. */
  width(level: number): number {
    return this.#ends[level - 1]! - (level === 1 ? 0 : this.#ends[level - 2]!);
  }

  /** The `number`-th organisation of that level under `parent`; levels between them stay `00`. */
  child(parent: string, level: number, number: number): string {
    const start = this.#ends[level - 2]!;
    const digits = String(number).padStart(this.width(level), '0');
    return (this.prefix(parent).padEnd(start, '0') + digits).padEnd(this.length, '0');
  }

  /** Its number among the organisations of its level there: `01020005` → 5. */
  number(code: string): number {
    const end = this.#ends[this.level(code) - 1]!;
    return Number(code.slice(end - this.width(this.level(code)), end));
  }

  /** Is `code` in the subtree of `root` (root included)? */
  within(code: string, root: string): boolean {
    return code.startsWith(this.prefix(root));
  }
}
