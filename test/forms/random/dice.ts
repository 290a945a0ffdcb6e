/** Draws a case from a list of numbers; when they are used up, everything is the simplest there is. */
export class Dice {
  private used = 0;

  constructor(private readonly numbers: readonly number[]) {}

  below(limit: number): number {
    const number = this.numbers[this.used] ?? 0;
    this.used += 1;
    return limit <= 0 ? 0 : number % limit;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  /** True in so many of a hundred cases, false when the numbers are used up. */
  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent;
  }
}
