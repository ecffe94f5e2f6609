/** Does something for each, so many at a time; the answers are in the order of what was given. */
export async function eachAtOnce<T, R>(
  given: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<R>,
): Promise<R[]> {
  const left = given.map((one, at) => ({ one, at }));
  const done: R[] = [];
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      done[next.at] = await work(next.one);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done;
}
