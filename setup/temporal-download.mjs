/** `node temporal-download.mjs FOLDER VERSION` leaves the Temporal CLI as FOLDER/temporal-VERSION. */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';

const [downloadDir = '', version] = process.argv.slice(2);
// A network that drops packets must not keep the caller from building instead.
setTimeout(() => {
  if (readdirSync(downloadDir).length === 0) {
    fail('no data within 60 s');
  }
}, 60_000);
try {
  // Not an import: the dependencies may be missing when this file is loaded, which needs an explanation.
  const { TestWorkflowEnvironment } = createRequire(import.meta.url)('@temporalio/testing');
  const executable = { type: 'cached-download', downloadDir, version };
  const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } });
  await environment.teardown();
  process.exit(0);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  // The SDK repeats the address in a chain of causes; only the last one says what is wrong.
  const [what = message, ...chain] = message.split(': error sending request');
  fail(chain.length === 0 ? (what.split('\n')[0] ?? what) : `${what}: ${message.split(': ').at(-1)}`);
}

/** @param {string} reason */
function fail(reason) {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
