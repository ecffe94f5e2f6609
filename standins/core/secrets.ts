export interface IssuedSecret {
  kind: 'access-key-secret' | 'password' | 'session-token' | 'webhook-token' | 'signing-secret';
  value: string;
}

/** Every secret the stand-ins ever issued or accepted, so that a test can search logs and histories for them. */
export class SecretRegistry {
  readonly #secrets: IssuedSecret[] = [];

  /** Remembers a secret and returns it. */
  issue(kind: IssuedSecret['kind'], value: string): string {
    this.#secrets.push({ kind, value });
    return value;
  }

  list(): IssuedSecret[] {
    return [...this.#secrets];
  }
}
