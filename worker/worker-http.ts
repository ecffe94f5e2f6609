import type { NativeConnection, Worker } from '@temporalio/worker';
import { codecRoutes } from './codec-endpoint/codec-routes';
import { temporalReader } from './codec-endpoint/temporal-reader';
import type { LoadedSettings } from '../configuration/settings/loaded-settings';
import { EncryptionCodec } from '../configuration/encryption/encryption-codec';
import { dataConverterFor } from '../configuration/encryption/data-converter';
import { WorkerKeys } from '../provisioning/trust/worker-keys';
import { resultReader } from './reports/result-reader';
import { healthRoutes } from './health/health-routes';
import { startHttpServer, type HttpServer } from './http/http-server';
import { accessLogger } from './logging/worker-logger';
import { describeNamespace } from '../configuration/temporal/temporal-connection';
import type { TemporalTarget } from '../configuration/temporal/temporal-target';

/** What exists so far; the health endpoints look at it. */
export interface Running {
  connection: NativeConnection | null;
  worker: Worker | null;
}

/** Probes of orchestrators give up after a second or a few. */
const PROBE_TIMEOUT_MS = 2000;

/**
 * Serves the health endpoints, and the codec endpoint if configured; null if no port is configured.
 *
 * @param write takes the lines of the access log
 * @throws HttpAddressError
 */
export async function startWorkerHttp(
  loaded: LoadedSettings,
  target: TemporalTarget,
  running: Running,
  write: (line: string) => void,
): Promise<HttpServer | null> {
  const { httpHost: host, httpPort: port } = loaded.worker;
  if (port === 0) {
    return null;
  }
  const address = { host, port, language: loaded.settings.language };
  const health = healthRoutes({
    workerState: () => running.worker?.getState() ?? null,
    async askTemporal() {
      if (running.connection !== null) {
        await describeNamespace(running.connection, target, PROBE_TIMEOUT_MS);
      }
    },
  });
  const { encryption, codecEndpoint } = loaded;
  if (codecEndpoint === null) {
    return startHttpServer(address, health);
  }
  const keys = new WorkerKeys(loaded.settings.trust);
  const converter = dataConverterFor(encryption, target.namespace);
  const readResultsWith = (connection: NativeConnection | null) =>
    connection === null ? null : resultReader(connection, target.namespace, converter, keys);
  const reader = codecEndpoint.temporalTokens ? temporalReader(target) : null;
  const codec = codecRoutes({
    settings: codecEndpoint,
    codec: new EncryptionCodec(encryption, target.namespace),
    namespace: target.namespace,
    logger: accessLogger(loaded, write),
    read: reader?.read ?? null,
    reports: { read: () => readResultsWith(running.connection), language: address.language },
  });
  const server = await startHttpServer(address, health, codec);
  return {
    url: server.url,
    async close() {
      await server.close();
      await reader?.close();
    },
  };
}
