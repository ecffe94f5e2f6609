import { InterruptedError } from './messages.mjs';

/** @type {NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const controller = new AbortController();

/** Aborted, with an InterruptedError as its reason, once somebody asked the setup to stop. */
export const interruption = controller.signal;

/** @param {NodeJS.Signals} signal */
const onSignal = (signal) => controller.abort(new InterruptedError(signal));

/**
 * From here on a signal does not end this process at once: commands under way are stopped first and
 * locks are given back, so that the next run finds nothing half-done.
 */
export function watchForInterruption() {
  for (const signal of signals) {
    process.on(signal, onSignal);
  }
}

/** Gives the signals back, to the program that the setup was for. */
export function ignoreInterruption() {
  for (const signal of signals) {
    process.off(signal, onSignal);
  }
}
