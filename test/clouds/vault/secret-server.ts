import type { Secret } from '../../../contracts/credentials/secret';

/** A server to test against: the stand-in, or a real one. */
export interface SecretServer {
  readonly address: string;
  readonly caCertificate?: string | undefined;
  /** May do everything. */
  readonly token: Secret;
  /** Logs on to write and read below `secret/`, and nothing else. */
  readonly appRole: { readonly mount: string; readonly roleId: string; readonly secretId: Secret };
  stop(): Promise<void>;
}
