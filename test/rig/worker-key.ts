import { makeWorkerKey } from '../../configuration/trust/worker-keys';

/** The worker key of every worker of a test file. */
export const WORKER_KEY = makeWorkerKey();
