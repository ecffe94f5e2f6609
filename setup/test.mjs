/**
 * `npm test`: installs what is missing and runs every test; `npm test -- PATH` only those there. The last
 * line is `N passed, N failed`, and the exit code is 0 if nothing failed.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './compile.mjs';
import { inCheckout } from './checkout.mjs';
import { runScript } from './command.mjs';
import { ensureInstalled } from './install.mjs';
import { InterruptedError, SetupError, say } from './messages.mjs';
import { runSetup } from './program.mjs';
import { provideTemporalCli } from './temporal-cli.mjs';

await runSetup(async () => {
  await ensureInstalled();
  const unmet = [...(await unmetNeed(provideTemporalCli)), ...(await unmetNeed(ensureBuilt))];
  const { code, counts } = await runJest(process.argv.slice(2));
  for (const message of unmet) {
    say(`Tests failed because something is missing. ${message}`);
  }
  if (counts !== undefined) {
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
    process.stdout.write(`${counts.passed} passed, ${counts.failed + unmet.length} failed${skipped}\n`);
  } else if (code !== 0) {
    // jest itself did not get as far as running tests.
    process.stdout.write('0 passed, 1 failed\n');
  }
  process.exitCode = unmet.length > 0 ? 1 : code;
});

/**
 * What is missing and what to do, if `ensure` fails. The tests that can do without it still run; the whole
 * fails all the same.
 *
 * @param {() => Promise<void>} ensure
 */
async function unmetNeed(ensure) {
  try {
    await ensure();
    return [];
  } catch (error) {
    if (!(error instanceof SetupError) || error instanceof InterruptedError) {
      throw error;
    }
    say(error.message);
    return [error.message];
  }
}

/**
 * @param {string[]} args
 * @returns {Promise<{ code: number, counts?: { passed: number, failed: number, skipped: number } }>}
 *   no counts if jest ran no tests, as for --help
 */
async function runJest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'prep-test-'));
  const file = join(folder, 'counts.json');
  process.env['TEST_COUNTS_FILE'] = file;
  // While jest watches, the workflows may change.
  if (!args.some((arg) => arg.startsWith('--watch'))) {
    process.env['TEST_BUNDLES'] = folder;
  }
  const reporters = ['--reporters=default', `--reporters=${inCheckout('setup', 'count-reporter.mjs')}`];
  const jest = inCheckout('node_modules', 'jest', 'bin', 'jest.js');
  try {
    // The option between keeps jest from reading a path as one more reporter.
    const code = await runScript(jest, [...reporters, '--config=jest.config.js', ...args]);
    return existsSync(file) ? { code, counts: JSON.parse(readFileSync(file, 'utf8')) } : { code };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
