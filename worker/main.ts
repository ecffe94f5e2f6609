import { runWorker } from './run-worker';

runWorker({ env: process.env }).then(
  () => process.exit(0),
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`worker: ${message}\n`);
    process.exit(1);
  },
);
