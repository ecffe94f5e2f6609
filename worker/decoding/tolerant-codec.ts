import type { Payload, PayloadCodec } from '@temporalio/common';
import { foreignPayload, PayloadNotReadable } from '../../configuration/encryption/payload-not-readable';
import { saysUndecrypted, undecryptedPayload } from './undecrypted';

/** Limits warnings, because senders of messages can name any key. */
const MAX_TOLD = 100;

/**
 * The codec of a worker. What cannot be decrypted becomes a payload that says so: an error here would fail the
 * workflow task, which the server repeats indefinitely. The payload converter decides what happens to it.
 */
export class TolerantCodec implements PayloadCodec {
  readonly #told = new Set<string>();

  /**
   * @param warn called once for each key or namespace that this worker lacks, because the failure itself is encrypted
   */
  constructor(
    readonly codec: PayloadCodec,
    readonly warn: (message: string) => void,
  ) {}

  encode(payloads: Payload[]): Promise<Payload[]> {
    return this.codec.encode(payloads);
  }

  decode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.all(payloads.map((payload) => this.#decodeOne(payload)));
  }

  async #decodeOne(payload: Payload): Promise<Payload> {
    try {
      const [decoded = payload] = await this.codec.decode([payload]);
      return saysUndecrypted(decoded) ? undecryptedPayload(foreignPayload()) : decoded;
    } catch (error) {
      if (error instanceof PayloadNotReadable) {
        this.#tellOnce(error);
        return undecryptedPayload(error);
      }
      throw error;
    }
  }

  #tellOnce({ elsewhere, message }: PayloadNotReadable): void {
    if (elsewhere && !this.#told.has(message) && this.#told.size < MAX_TOLD) {
      this.#told.add(message);
      this.warn(message);
    }
  }
}
