import { DefaultLogger, type Logger, type LogLevel } from '@temporalio/worker';
import type { Settings } from '../../contracts/settings';
import type { LoadedSettings } from '../configuration/loaded-settings';
import { secretsOfChannel } from './channel-secrets';
import { logLine } from './log-line';
import { redactor } from './redact';

/**
 * The logger of the worker, its activities, its workflows and the SDK: one line an entry, without the configured
 * secrets.
 */
export function workerLogger(
  { settings, worker }: Pick<LoadedSettings, 'settings' | 'worker'>,
  write: (line: string) => void,
): Logger {
  const redact = redactor(secretsOf(settings));
  return new DefaultLogger(worker.logLevel.toUpperCase() as LogLevel, (entry) =>
    write(`${redact(logLine(entry, worker.logFormat))}\n`),
  );
}

function secretsOf({ sources, alibaba, notify }: Settings) {
  return [
    ...Object.values(sources).flatMap((one) => [one.accessKeySecret, one.sessionToken]),
    alibaba.accessKeySecret,
    alibaba.securityToken,
    ...notify.flatMap(secretsOfChannel),
  ].filter((secret) => secret !== undefined);
}
