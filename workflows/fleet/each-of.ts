/** Signals and cancellations that are under way at the same time; the server allows a run 2,000. */
const AT_ONCE = 50;

/** Does something for each bucket, some at a time. */
export async function eachOf(
  buckets: readonly string[],
  work: (bucket: string) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < buckets.length; at += AT_ONCE) {
    await Promise.all(buckets.slice(at, at + AT_ONCE).map(work));
  }
}
