import { existsSync } from 'node:fs';
import Module from 'node:module';
import { ensureBuilt } from './compile.mjs';
import { inCheckout, requireSupportedNode } from './checkout.mjs';
import { ensureInstalled } from './install.mjs';
import { ignoreInterruption, watchForInterruption } from './interruption.mjs';
import { InterruptedError, SetupError, say } from './messages.mjs';

/**
 * Runs setup steps: signals stop them cleanly, and a SetupError is shown and ends the process with exit
 * code 1 (that of the signal where one arrived).
 *
 * @param {() => Promise<void>} steps
 */
export async function runSetup(steps) {
  watchForInterruption();
  try {
    requireSupportedNode();
    await steps();
  } catch (error) {
    if (!(error instanceof SetupError)) {
      throw error;
    }
    say(error.message);
    process.exit(error instanceof InterruptedError ? error.exitCode : 1);
  } finally {
    ignoreInterruption();
  }
}

/**
 * Installs, builds, does `more`, and then becomes the built program: it runs in this process as the main
 * module, with this command's arguments, so that signals, exit code, stdin and stdout are its own.
 *
 * @param {string} script within the checkout, for example dist/client/main.js
 * @param {() => Promise<void>} [more]
 */
export async function becomeProgram(script, more) {
  await runSetup(async () => {
    await ensureInstalled();
    await more?.();
    await ensureBuilt();
    if (!existsSync(inCheckout(script))) {
      throw new SetupError(`${script} was not built: its source is missing in this checkout.`);
    }
  });
  process.argv[1] = inCheckout(script);
  // Not in @types/node, but what every loader that starts programs calls: as `node SCRIPT` does.
  const loader = /** @type {{ runMain: (script: string) => void }} */ (/** @type {unknown} */ (Module));
  loader.runMain(inCheckout(script));
}
