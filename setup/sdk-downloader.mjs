/**
 * `node sdk-downloader.mjs FOLDER VERSION` leaves the Temporal CLI as FOLDER/temporal-VERSION. A process
 * of its own because the SDK's download cannot be cancelled: the caller ends the process instead.
 */
import { createRequire } from 'node:module';

const [downloadDir, version] = process.argv.slice(2);
try {
  // Not an import: the dependencies may be missing when this file is loaded, and that is to be explained.
  const { TestWorkflowEnvironment } = createRequire(import.meta.url)('@temporalio/testing');
  const executable = { type: 'cached-download', downloadDir, version };
  const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } });
  await environment.teardown();
  process.exit(0);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  // The first sentence names the address, the last one the cause; the chain between repeats both.
  const [what] = message.split(': error sending request');
  process.stderr.write(`${[what, message.split(': ').at(-1)].join(': ')}\n`.replaceAll('\n', ' '));
  process.exit(1);
}
