/** What is stored under one path. */
export interface StoredSecret {
  readonly data: Readonly<Record<string, string>>;
  /** Grows with every write; a write names the one that it follows. */
  readonly version: number;
}

/**
 * A secret store as this product needs it: HashiCorp Vault or OpenBao, secrets engine KV version 2. Every verb
 * rejects with `DeliveryUnavailable` if time may help, with `DeliveryRefused` if a person must act, or with the
 * signal's reason when the caller gives up.
 */
export interface SecretStore {
  /** Null if nothing was ever written there. What was deleted has no data, but a version. */
  read(path: string, signal: AbortSignal): Promise<StoredSecret | null>;
  /**
   * Writes if the store still has that version (check-and-set); 0: if nothing was ever written.
   *
   * @returns `conflict` if somebody else wrote meanwhile; then nothing was written
   */
  write(
    path: string,
    data: Readonly<Record<string, string>>,
    version: number,
    signal: AbortSignal,
  ): Promise<'written' | 'conflict'>;
}
