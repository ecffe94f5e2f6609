import { paragraph } from '../presentation/text/foreign-text';
import { ConfigurationError } from '../configuration/settings/configuration-error';
import { hideNodeWarnings } from './node-warnings';
import { runWorker } from './run-worker';

/** Exit codes as the command line has them. */
const DONE = 0;
const ERROR = 1;
const INVALID_INPUT = 2;

hideNodeWarnings(process.env);
runWorker({ env: process.env }).then(
  () => process.exit(DONE),
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${paragraph(`worker: ${message}`)}\n`);
    process.exit(error instanceof ConfigurationError ? INVALID_INPUT : ERROR);
  },
);
