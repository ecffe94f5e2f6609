import { DefaultLogger, type Logger, type LogLevel } from '@temporalio/worker';
import type { LoadedSettings, LogLevelName } from '../../configuration/settings/loaded-settings';
import { logLine } from './log-line';
import { redactor, secretsOfChannel } from './redact';

/**
 * The logger of the worker, its activities, its workflows and the SDK: one line an entry, without the configured
 * secrets.
 */
export function workerLogger(loaded: Loggable, write: (line: string) => void): Logger {
  return loggerAt(loaded.worker.logLevel, loaded, write);
}

/** The same for lines that must be logged at any log level. */
export function accessLogger(loaded: Loggable, write: (line: string) => void): Logger {
  return loggerAt('info', loaded, write);
}

type Loggable = Pick<LoadedSettings, 'settings' | 'worker' | 'encryption' | 'codecEndpoint'>;

function loggerAt(level: LogLevelName, loaded: Loggable, write: (line: string) => void): Logger {
  const redact = redactor(secretsOf(loaded));
  return new DefaultLogger(level.toUpperCase() as LogLevel, (entry) =>
    write(`${redact(logLine(entry, loaded.worker.logFormat))}\n`),
  );
}

function secretsOf({
  settings: { sources, alibaba, delivery, notify, trust },
  encryption,
  codecEndpoint,
}: Loggable) {
  const { vault } = delivery;
  return [
    ...trust.keys.map(({ secret }) => secret),
    ...encryption.keys.map(({ secret }) => secret),
    ...(codecEndpoint?.tokens ?? []).map(({ secret }) => secret),
    ...Object.values(sources).flatMap((one) => [
      one.accessKeySecret,
      one.sessionToken,
      one.iam?.accessKeySecret,
    ]),
    alibaba.accessKeySecret,
    alibaba.securityToken,
    vault?.auth.kind === 'token' ? vault.auth.token : vault?.auth.secretId,
    ...notify.flatMap(secretsOfChannel),
  ].filter((secret) => secret !== undefined);
}
