import { named } from '../../presentation/text/foreign-text';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase, say } from '../../presentation/words/words';
import type { PayloadKeys } from './payload-keys';

/**
 * An encrypted payload cannot be decrypted here. Clients show `said`; the message is English for logs. A worker takes an
 * argument that it cannot decrypt for a bad one (`worker/decoding/`).
 */
export class PayloadNotReadable extends Error {
  override readonly name = 'PayloadNotReadable';

  /**
   * @param reason why, as one clause without what to do, for the sender
   * @param elsewhere whether other keys or namespaces can read it
   */
  constructor(
    readonly said: Phrase,
    readonly reason: string,
    readonly elsewhere: boolean,
  ) {
    super(say('en', said));
  }
}

/** The key is not among those that are configured. */
export function unknownKey(keyId: string, keys: PayloadKeys): PayloadNotReadable {
  const key = named(keyId, 66);
  return new PayloadNotReadable(
    keys.length === 0
      ? phrase('connection.noPayloadKey', { key })
      : phrase('connection.otherPayloadKey', { key, known: keys.map(({ id }) => id) }),
    `it is encrypted with payload key ${key}, which the worker does not have`,
    true,
  );
}

/** It was encrypted elsewhere with a key that is also in use here. */
export function otherNamespace(namespace: string, accepted: readonly string[]): PayloadNotReadable {
  const from = named(namespace, 66);
  return new PayloadNotReadable(
    phrase('connection.otherNamespace', { namespace: from, here: accepted }),
    `it was encrypted in namespace ${from}, and here is namespace ${accepted.join(', ')}`,
    true,
  );
}

/** It does not fit its key. */
export function changedPayload(keyId: string): PayloadNotReadable {
  const key = named(keyId, 66);
  return new PayloadNotReadable(
    phrase('connection.changedPayload', { key }),
    `it says it is encrypted with payload key ${key}, but was changed or cut after it was encrypted`,
    false,
  );
}

/** It bears the common encoding, but none of our marks. */
export function foreignPayload(): PayloadNotReadable {
  return new PayloadNotReadable(
    phrase('connection.foreignPayload'),
    'it was encrypted by another program, and names no payload key of ks3-oss-prep',
    false,
  );
}
