/**
 * What a commit's tests say must not depend on chance, so that they play the same cases each time; `RANDOM_SEED` gives
 * them others, `npm run test:random` plays as many as one likes.
 */
export function seedOf(usual: number): number {
  const given = process.env.RANDOM_SEED;
  if (given === undefined || given === '') return usual;
  const seed = Number(given);
  if (!Number.isInteger(seed))
    throw new Error(`Expected RANDOM_SEED to be a whole number, but it is '${given}'.`);
  return seed;
}
