/** A failure that a person can act on. Its message is shown as it is, without a stack trace. */
export class SetupError extends Error {
  exitCode = 1;
}

/** Ctrl-C or a termination signal arrived; `exitCode` is what shells expect for it. */
export class InterruptedError extends SetupError {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`Stopped by ${signal}. Nothing half-done counts as done: run the same command again.`);
    this.exitCode = { SIGHUP: 129, SIGINT: 130 }[String(signal)] ?? 143;
  }
}

/**
 * Writes a message to stderr: stdout belongs to the program that is started afterwards.
 *
 * @param {string} text one line, or several joined by line feeds
 */
export function say(text) {
  process.stderr.write(`[setup] ${text.replaceAll('\n', '\n        ')}\n`);
}

/** @param {number} started by `performance.now()` */
export const since = (started) => `${Math.round((performance.now() - started) / 1000)} s`;
