/** Signals and cancellations that are under way at the same time; the server allows a run 2,000. */
const AT_ONCE = 50;

/** Does something for each, some at a time. */
export async function eachOf<T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < all.length; at += AT_ONCE) {
    await Promise.all(all.slice(at, at + AT_ONCE).map(work));
  }
}
