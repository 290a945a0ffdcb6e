/** Does `work` over and over with so many at once, for so long. */
export async function measure(
  clients: number,
  seconds: number,
  work: (client: number) => Promise<void>,
): Promise<{ perSecond: number; count: number }> {
  const end = performance.now() + seconds * 1_000;
  const begin = performance.now();
  let count = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (performance.now() < end) {
        await work(client);
        count += 1;
      }
    }),
  );
  return { count, perSecond: count / ((performance.now() - begin) / 1_000) };
}
