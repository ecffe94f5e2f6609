/**
 * Does something for each, so many at a time; the answers are in the order of what was given. Where one throws, no further
 * one is begun.
 */
export async function eachAtOnce<T, R>(
  given: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<R>,
): Promise<R[]> {
  const left = given.map((one, at) => ({ one, at }));
  const done: R[] = [];
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      try {
        done[next.at] = await work(next.one);
      } catch (error) {
        left.length = 0;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done;
}
