import { createHash, createHmac } from 'node:crypto';
import type { SignatureV4 } from '@smithy/signature-v4';

type Sha256 = ConstructorParameters<typeof SignatureV4>[0]['sha256'];
type Secret = ConstructorParameters<Sha256>[0];

type Digesting = ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

/** Node's own SHA-256, or HMAC if a secret is given, in the form that the signer requires. */
export class NodeSha256 {
  readonly #secret: Secret;
  #state: Digesting;

  constructor(secret?: Secret) {
    this.#secret = secret;
    this.#state = started(secret);
  }

  update(data: Uint8Array): void {
    this.#state.update(data);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.#state.digest()));
  }

  reset(): void {
    this.#state = started(this.#secret);
  }
}

function started(secret: Secret): Digesting {
  return secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
}

function bytesOf(secret: NonNullable<Secret>): Buffer {
  if (typeof secret === 'string') {
    return Buffer.from(secret);
  }
  return ArrayBuffer.isView(secret)
    ? Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength)
    : Buffer.from(secret);
}
