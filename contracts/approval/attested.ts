/** A signature that only holders of a worker key can make, and everybody can check who knows its public half. */
export interface WorkerSignature {
  /** `prep-pub-…`: which key made it. */
  readonly publicKey: string;
  /** Ed25519 over the canonical JSON of what is attested, base64url. */
  readonly value: string;
}

/** The signature as it came, from wherever it came; null if it is none. */
export function signatureIn(came: unknown): WorkerSignature | null {
  const { publicKey, value } = Object(came) as Partial<WorkerSignature>;
  return typeof publicKey === 'string' && typeof value === 'string' ? { publicKey, value } : null;
}

/**
 * Something that a worker found or did, with its word for it. Whoever can write to the Temporal namespace can answer in
 * a worker's place, so nothing that came through a history is acted on without this.
 */
export interface Attested<T> {
  readonly value: T;
  readonly signature: WorkerSignature;
}

/** The same with what it is about beside it, for who does not know that from elsewhere. */
export interface AttestedAbout<T> extends Attested<T> {
  readonly about: Readonly<Record<string, unknown>>;
}
