import { Runtime } from '@temporalio/worker';
import { TASK_QUEUE } from '../contracts/names';
import type { LoadedSettings } from '../configuration/settings/loaded-settings';
import { WORKER_IDENTITY } from './preparation-worker';
import type { TemporalTarget } from '../configuration/temporal/temporal-target';

/**
 * Describes in one log line what this worker serves, by names only.
 *
 * @param health address of the health endpoints, or `off`
 */
export function announceStart(loaded: LoadedSettings, target: TemporalTarget, health: string): void {
  const { settings, worker, encryption, codecEndpoint, file } = loaded;
  const { sources, alibaba, credentials, trust } = settings;
  const { logger } = Runtime.instance();
  logger.info('The worker is running', {
    server: target.address,
    tls: target.tls,
    namespace: target.namespace,
    taskQueue: TASK_QUEUE,
    identity: WORKER_IDENTITY,
    configuration: file ?? 'environment',
    sources: Object.keys(sources),
    alibabaAccount: alibaba.accountId,
    recipients: credentials.recipients.length,
    publicKeys: trust.publicKeys,
    payloadKeys:
      encryption.keys.length === 0 ? 'none: payloads are not encrypted' : encryption.keys.map(({ id }) => id),
    health,
    codecEndpoint: codecEndpoint?.publicUrl ?? 'off',
    metrics: worker.metricsPort === 0 ? 'off' : `http://${worker.httpHost}:${worker.metricsPort}/metrics`,
  });
  if (credentials.recipients.length === 0) {
    logger.warn(
      'No recipient is configured: every input has to name its own in credentials.recipients. Set credentials.recipients or PREP_RECIPIENTS to give a default.',
    );
  }
  if (worker.deployment !== null) {
    const { name, buildId } = worker.deployment;
    logger.info(
      `Worker versioning is on: no run is given to this worker until its version is current: temporal worker deployment set-current-version --deployment-name ${name} --build-id ${buildId}`,
    );
  }
}
