import type { Scenario } from '../scenario';
import { allTools } from './all-tools';
import { anyKeyspace } from './any-keyspace';
import { killedWorker, oneOfTwoKilled } from './killed-worker';
import { memory } from './memory';
import { slowDown } from './slow-down';
import { tenMillion16, tenMillion64 } from './ten-million';
import { throughTemporal } from './through-temporal';
import { twoWorkers } from './two-workers';
import { verification } from './verification';

/** In the order of the page. */
export const scenarios: readonly Scenario[] = [
  allTools,
  anyKeyspace,
  memory,
  tenMillion16,
  tenMillion64,
  throughTemporal,
  twoWorkers,
  killedWorker,
  oneOfTwoKilled,
  slowDown,
  verification,
];
