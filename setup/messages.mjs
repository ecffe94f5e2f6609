/**
 * What the setup scripts tell people. All of it goes to stderr: stdout belongs to the program that is
 * started afterwards, whose output may be piped into another one.
 */

/** A failure that a person can act on. Its message is shown as it is, without a stack trace. */
export class SetupError extends Error {}

/** Ctrl-C or a termination signal arrived; `exitCode` is what shells expect for it. */
export class InterruptedError extends SetupError {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`Stopped by ${signal}. Nothing half-done counts as done; the same command goes on.`);
    this.signal = signal;
    this.exitCode = signal === 'SIGINT' ? 130 : signal === 'SIGHUP' ? 129 : 143;
  }
}

/** @param {string} text one line, or several joined by line feeds */
export function say(text) {
  process.stderr.write(`[setup] ${text.replaceAll('\n', '\n        ')}\n`);
}

/**
 * A duration for people: "850 ms", "12 s", "3 min 20 s".
 *
 * @param {number} milliseconds
 */
export function duration(milliseconds) {
  if (milliseconds < 1000) {
    return `${Math.round(milliseconds)} ms`;
  }
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
