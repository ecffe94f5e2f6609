import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { PayloadKey } from './payload-keys';

const ALGORITHM = 'aes-256-gcm';
/** Random nonces of 96 bits: one key is good for 2^32 payloads (NIST SP 800-38D, section 8.3). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM with one key. What it makes is the nonce, the ciphertext and the tag, one after the other. */
export class PayloadCipher {
  readonly #key: KeyObject;

  constructor({ secret }: PayloadKey) {
    this.#key = createSecretKey(Buffer.from(secret.reveal(), 'base64'));
  }

  /** @param associated must be the same when it is decrypted */
  encrypt(plain: Uint8Array, associated: Uint8Array): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce, { authTagLength: TAG_BYTES }).setAAD(
      associated,
    );
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  /** Null if the data, or its associated data, differs from what was encrypted. */
  decrypt(sealed: Uint8Array, associated: Uint8Array): Buffer | null {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) {
      return null;
    }
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(ALGORITHM, this.#key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(associated)
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    } catch {
      return null;
    }
  }
}
