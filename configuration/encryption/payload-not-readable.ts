import { named } from '../../presentation/text/foreign-text';
import type { Phrase } from '../../presentation/words/phrase';
import { SaidError } from '../../presentation/words/said-error';
import { phrase } from '../../presentation/words/words';
import type { Undecodable } from '../../contracts/inputs/unreadable-payload';
import type { PayloadKeys } from './payload-keys';

/**
 * An encrypted payload cannot be decrypted here. A worker takes an argument that it cannot decrypt for a bad one (`worker/decoding/`).
 */
export class PayloadNotReadable extends SaidError {
  override readonly name = 'PayloadNotReadable';

  /**
   * @param reason why, without what to do, for the sender
   * @param elsewhere whether other keys or namespaces can read it
   */
  constructor(
    said: Phrase,
    readonly reason: Undecodable,
    readonly elsewhere: boolean,
  ) {
    super(said);
  }
}

/** The key is not among those that are configured. */
export function unknownKey(keyId: string, keys: PayloadKeys): PayloadNotReadable {
  const key = named(keyId, 66);
  return new PayloadNotReadable(
    keys.length === 0
      ? phrase('connection.noPayloadKey', { key })
      : phrase('connection.otherPayloadKey', { key, known: keys.map(({ id }) => id) }),
    { why: 'unknownKey', about: { key } },
    true,
  );
}

/** It was encrypted elsewhere with a key that is also in use here. */
export function otherNamespace(namespace: string, accepted: readonly string[]): PayloadNotReadable {
  const from = named(namespace, 66);
  return new PayloadNotReadable(
    phrase('connection.otherNamespace', { namespace: from, here: accepted }),
    { why: 'otherNamespace', about: { namespace: from, here: accepted.join(', ') } },
    true,
  );
}

/** It does not fit its key. */
export function changedPayload(keyId: string): PayloadNotReadable {
  const key = named(keyId, 66);
  return new PayloadNotReadable(
    phrase('connection.changedPayload', { key }),
    { why: 'changed', about: { key } },
    false,
  );
}

/** It bears the common encoding, but none of our marks. */
export function foreignPayload(): PayloadNotReadable {
  return new PayloadNotReadable(phrase('connection.foreignPayload'), { why: 'foreign' }, false);
}
