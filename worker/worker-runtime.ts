import { Runtime } from '@temporalio/worker';
import type { LoadedSettings } from '../configuration/settings/loaded-settings';
import { workerLogger } from './logging/worker-logger';
import { explainMetricsFailure, metricsOptions } from './metrics';

/**
 * Installs the SDK's runtime for this process: logs of the SDK and its native core through our logger, metrics if
 * configured.
 *
 * @throws MetricsAddressError
 */
export function installRuntime(loaded: LoadedSettings, write: (line: string) => void): void {
  try {
    Runtime.install({
      logger: workerLogger(loaded, write),
      telemetryOptions: {
        logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} },
        ...metricsOptions(loaded.worker),
      },
      // Signals are heard by listenForStop, which also covers the time before the worker runs.
      shutdownSignals: [],
    });
  } catch (error) {
    throw explainMetricsFailure(error, loaded.worker);
  }
}
