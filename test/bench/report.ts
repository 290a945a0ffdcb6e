/** Says how it goes, and keeps which marks were missed. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function rate(perSecond: number): string {
  return perSecond.toFixed(0).padStart(6);
}

const verdicts: string[] = [];

/** A mark that has to be reached: the run fails when it is not. */
export function atLeast(what: string, value: number, mark: number): void {
  judge(what, value, `≥ ${mark}`, value >= mark);
}

export function atMost(what: string, value: number, mark: number): void {
  judge(what, value, `≤ ${mark}`, value <= mark);
}

/** A figure without a mark: a peer that is measured beside, a machine too small for the mark. */
export function toldOnly(what: string, value: number, why: string): void {
  verdicts.push(`${what} = ${value.toFixed(2)}   (${why})`);
}

export function sayVerdicts(): void {
  say('');
  for (const verdict of verdicts) say(verdict);
}

function judge(what: string, value: number, mark: string, reached: boolean): void {
  verdicts.push(`${what} = ${value.toFixed(2)}   (mark ${mark}: ${reached ? 'reached' : 'MISSED'})`);
  if (!reached) process.exitCode = 1;
}
