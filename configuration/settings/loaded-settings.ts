import type { Settings } from '../../contracts/settings';
import type { CodecToken } from './codec-tokens';
import type { PayloadEncryption } from '../encryption/encryption-codec';
import type { LOG_FORMATS, LOG_LEVELS } from './settings-schema';

export type LogLevelName = (typeof LOG_LEVELS)[number];
export type LogFormat = (typeof LOG_FORMATS)[number];

/** How the worker process runs. */
export interface WorkerSettings {
  /** Port of /healthz, /readyz and the codec endpoint; 0 for none. */
  readonly httpPort: number;
  readonly httpHost: string;
  /** Port of the Prometheus metrics; 0 for none. */
  readonly metricsPort: number;
  readonly maxConcurrentActivities: number;
  readonly logLevel: LogLevelName;
  readonly logFormat: LogFormat;
  /** Milliseconds that running activities have to finish after a stop was requested. */
  readonly shutdownGraceMs: number;
  /** Worker versioning, if configured. */
  readonly deployment: { readonly name: string; readonly buildId: string } | null;
  /** Address of the Temporal Web UI, for links in notifications; null if not configured. */
  readonly webUi: string | null;
}

/** How the Web UI and the Temporal CLI get payloads decrypted, and who may. */
export interface CodecEndpointSettings {
  /** What browsers call it, without a slash at the end: `https://codec.example.com/codec`. */
  readonly publicUrl: string;
  /** Origins of the Web UI, exactly as browsers send them. */
  readonly origins: readonly string[];
  readonly tokens: readonly CodecToken[];
  /** Whether a token that the Temporal server accepts is accepted here too. */
  readonly temporalTokens: boolean;
}

/** A configuration, and where it came from. */
export interface LoadedSettings {
  /** What activities work with. */
  readonly settings: Settings;
  readonly worker: WorkerSettings;
  readonly encryption: PayloadEncryption;
  /** Null if there is none. */
  readonly codecEndpoint: CodecEndpointSettings | null;
  /** The `prep.toml` that was read; null if there was none. */
  readonly file: string | null;
  /** The files that secrets were read from. */
  readonly secretFiles: readonly string[];
}
