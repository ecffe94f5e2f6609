/** Milliseconds between two looks at the parent process. */
const LOOK_EVERY_MS = 500;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Resolves when the demo is to stop: at Ctrl-C, at the end of its terminal, and when the process that started it is gone,
 * since `npm run` passes on no signal that it does not know.
 *
 * @param parent the ID of the parent process
 */
export function untilInterrupted(parent: () => number = () => process.ppid): Promise<void> {
  const started = parent();
  return new Promise((resolve) => {
    // Kept for the whole run: under npm one Ctrl-C can arrive twice, and the second must not cut the stopping short.
    SIGNALS.forEach((signal) => process.on(signal, () => resolve()));
    const looking = setInterval(() => {
      if (parent() !== started) {
        clearInterval(looking);
        resolve();
      }
    }, LOOK_EVERY_MS);
    looking.unref();
  });
}
