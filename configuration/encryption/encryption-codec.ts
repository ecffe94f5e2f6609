import type { Payload, PayloadCodec } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { PayloadCipher } from './payload-cipher';
import type { PayloadKeys } from './payload-keys';
import { changedPayload, foreignPayload, otherNamespace, unknownKey } from './payload-not-readable';

const { Payload: PayloadMessage } = temporal.api.common.v1;

// Encoding and key ID are named as in Temporal's samples.
const ENCODING = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';
const NAMESPACE = 'encryption-namespace';

/** The keys and the namespace of the encryption. */
export interface PayloadEncryption {
  readonly keys: PayloadKeys;
  /** Other namespaces whose payloads are decrypted: runs that were moved. */
  readonly acceptNamespaces: readonly string[];
}

/** What is sent stays in clear. */
export const NO_ENCRYPTION: PayloadEncryption = { keys: [], acceptNamespaces: [] };

/**
 * Encrypts whole payloads, their metadata included, and leaves in clear which key did it in which namespace; both are
 * authenticated. Without a key it encrypts nothing.
 *
 * A payload that is not encrypted is passed through: it is older than the encryption, or comes from the Web UI of
 * somebody without the codec endpoint.
 */
export class EncryptionCodec implements PayloadCodec {
  readonly #keys: PayloadKeys;
  readonly #ciphers: ReadonlyMap<string, PayloadCipher>;
  readonly #namespace: string;
  readonly #accepted: readonly string[];

  constructor({ keys, acceptNamespaces }: PayloadEncryption, namespace: string) {
    this.#keys = keys;
    this.#ciphers = new Map(keys.map((key) => [key.id, new PayloadCipher(key)]));
    this.#namespace = namespace;
    this.#accepted = [namespace, ...acceptNamespaces];
  }

  async encode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => this.#encrypted(payload));
  }

  /** @throws PayloadNotReadable */
  async decode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => (isEncrypted(payload) ? this.#decrypted(payload) : payload));
  }

  #encrypted(payload: Payload): Payload {
    const keyId = this.#keys[0]?.id;
    const cipher = this.#ciphers.get(keyId ?? '');
    if (keyId === undefined || cipher === undefined) {
      return payload;
    }
    const plain = PayloadMessage.encode(payload).finish();
    return {
      metadata: {
        encoding: Buffer.from(ENCODING),
        [KEY_ID]: Buffer.from(keyId),
        [NAMESPACE]: Buffer.from(this.#namespace),
      },
      data: cipher.encrypt(plain, associatedData(keyId, this.#namespace)),
    };
  }

  #decrypted(payload: Payload): Payload {
    const keyId = metadataOf(payload, KEY_ID);
    const namespace = metadataOf(payload, NAMESPACE);
    if (keyId === undefined || namespace === undefined) {
      throw foreignPayload();
    }
    const cipher = this.#ciphers.get(keyId);
    if (cipher === undefined) {
      throw unknownKey(keyId, this.#keys);
    }
    if (!this.#accepted.includes(namespace)) {
      throw otherNamespace(namespace, this.#accepted);
    }
    const plain = cipher.decrypt(payload.data ?? new Uint8Array(), associatedData(keyId, namespace));
    if (plain === null) {
      throw changedPayload(keyId);
    }
    try {
      return PayloadMessage.decode(plain);
    } catch {
      // Only who has the key can encrypt what is no payload.
      throw changedPayload(keyId);
    }
  }
}

/** Whether a payload is encrypted, by whomever. */
export function isEncrypted(payload: Payload): boolean {
  return metadataOf(payload, 'encoding') === ENCODING;
}

/** The key that a payload names; undefined if it is plain. */
export function keyIdOf(payload: Payload): string | undefined {
  return isEncrypted(payload) ? metadataOf(payload, KEY_ID) : undefined;
}

function metadataOf({ metadata }: Payload, name: string): string | undefined {
  const value = metadata?.[name];
  return value === undefined || value === null ? undefined : Buffer.from(value).toString('utf8');
}

/** Ciphertext and marks belong together: neither may come from another payload. */
function associatedData(keyId: string, namespace: string): Buffer {
  return Buffer.from(JSON.stringify([ENCODING, keyId, namespace]));
}
