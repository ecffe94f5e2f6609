import { requireSupportedNode } from './checkout.mjs';
import { interruption } from './command.mjs';
import { InterruptedError, SetupError, say } from './messages.mjs';

/** @type {NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** @param {NodeJS.Signals} signal */
const onSignal = (signal) => interruption.abort(new InterruptedError(signal));

/**
 * Runs setup steps: a signal stops commands under way first, so that the next run finds nothing half-done,
 * and a SetupError is shown and ends the process.
 *
 * @param {() => Promise<void>} steps
 */
export async function runSetup(steps) {
  signals.forEach((signal) => process.on(signal, onSignal));
  try {
    requireSupportedNode();
    await steps();
  } catch (error) {
    if (!(error instanceof SetupError)) {
      throw error;
    }
    say(error.message);
    process.exit(error.exitCode);
  } finally {
    signals.forEach((signal) => process.off(signal, onSignal));
  }
}
