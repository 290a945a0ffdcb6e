/** Each is measured in turn, round by round: what else a machine does meets all of them alike. */
export type Contestants<Name extends string> = Record<Name, () => Promise<number>>;

/** What each reached in each round. */
export type Rounds<Name extends string> = Record<Name, number[]>;

export async function takeTurns<Name extends string>(
  rounds: number,
  contestants: Contestants<Name>,
): Promise<Rounds<Name>> {
  const names = Object.keys(contestants) as Name[];
  const reached = Object.fromEntries(names.map((name) => [name, []])) as unknown as Rounds<Name>;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) reached[name].push(await contestants[name]());
  }
  return reached;
}

/** The middle one of the rounds' ratios. */
export function ratio(one: number[], other: number[]): number {
  return median(one.map((value, round) => value / other[round]!));
}

export function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
