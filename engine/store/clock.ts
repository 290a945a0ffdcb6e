/** The one source of time. Tests and the demo may pin or advance it; nothing else calls `new Date()` for "now". */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved. */
export class PinnedClock implements Clock {
  #now: Date;

  constructor(now: Date | string) {
    this.#now = new Date(now);
  }

  now(): Date {
    return new Date(this.#now);
  }

  pin(now: Date | string): void {
    this.#now = new Date(now);
  }

  /** Moves on by so many milliseconds. */
  advance(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds);
  }
}

/** A clock that runs until it is pinned, and runs again when it is let go: what `CLOCK_API` allows programs to do. */
export class AdjustableClock implements Clock {
  #pinned: Date | null;

  constructor(pinned: Date | string | null = null) {
    this.#pinned = pinned === null ? null : new Date(pinned);
  }

  now(): Date {
    return new Date(this.#pinned ?? Date.now());
  }

  pin(now: Date | string | number): void {
    this.#pinned = new Date(now);
  }

  reset(): void {
    this.#pinned = null;
  }
}
