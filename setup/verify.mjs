/**
 * `npm run verify`: everything that a change must pass, the same in CI. Each stage runs even when an
 * earlier one failed, so that one run shows all there is to do. `-- --no-tests` leaves the tests out.
 * The last line counts the stages, and the exit code tells whether any failed.
 */
import { inCheckout } from './checkout.mjs';
import { runInForeground } from './foreground.mjs';
import { ensureInstalled } from './install.mjs';
import { say } from './messages.mjs';
import { runSetup } from './program.mjs';

/** @param {string[]} parts */
const dependency = (...parts) => inCheckout('node_modules', ...parts);

const stages = [
  {
    name: 'format',
    script: dependency('prettier', 'bin', 'prettier.cjs'),
    args: ['--check', '--log-level=warn', '.'],
  },
  { name: 'lint', script: dependency('oxlint', 'bin', 'oxlint'), args: ['--type-aware', '--deny-warnings'] },
  { name: 'types', script: dependency('typescript', 'bin', 'tsc'), args: ['--noEmit'] },
  { name: 'dead code', script: dependency('knip', 'bin', 'knip.js'), args: ['--no-progress'] },
  { name: 'docs pages', script: inCheckout('setup', 'docs-pages.mjs'), args: ['--check'] },
  { name: 'tests', script: inCheckout('setup', 'test.mjs'), args: [] },
];

await runSetup(async () => {
  await ensureInstalled();
  const chosen = stages.filter(({ name }) => name !== 'tests' || !process.argv.includes('--no-tests'));
  /** @type {string[]} */
  const failed = [];
  for (const { name, script, args } of chosen) {
    say(`${name} …`);
    const code = await runInForeground(script, args);
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
