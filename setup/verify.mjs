/**
 * `npm run verify`: everything that a change must pass, the same in CI. Each stage runs even when an
 * earlier one failed, so that one run shows all there is to do. `-- --no-tests` leaves the tests out.
 * The last line counts the stages, and the exit code tells whether any failed.
 */
import { inCheckout } from './checkout.mjs';
import { runScript } from './command.mjs';
import { ensureInstalled } from './install.mjs';
import { say } from './messages.mjs';
import { runSetup } from './program.mjs';

/** @type {[name: string, script: string, ...args: string[]][]} */
const stages = [
  ['format', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  ['lint', 'node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'],
  ['types', 'node_modules/typescript/bin/tsc', '--noEmit'],
  ['dead code', 'node_modules/knip/bin/knip.js', '--no-progress'],
  ['docs pages', 'setup/docs-pages.mjs', '--check'],
  ['tests', 'setup/test.mjs'],
];

await runSetup(async () => {
  await ensureInstalled();
  const chosen = stages.filter(([name]) => name !== 'tests' || !process.argv.includes('--no-tests'));
  /** @type {string[]} */
  const failed = [];
  for (const [name, script, ...args] of chosen) {
    say(`${name} …`);
    const code = await runScript(inCheckout(script), args);
    say(`${name}: ${code === 0 ? 'passed' : `failed (exit code ${code})`}`);
    if (code !== 0) {
      failed.push(name);
    }
  }
  if (failed.length > 0) {
    say(`Not passed: ${failed.join(', ')}.`);
  }
  process.stdout.write(`${chosen.length - failed.length} passed, ${failed.length} failed\n`);
  process.exitCode = failed.length > 0 ? 1 : 0;
});
