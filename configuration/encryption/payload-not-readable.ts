import { named } from '../../presentation/text/foreign-text';
import type { PayloadKeys } from './payload-keys';

const KEYS_SETTING = 'PREP_PAYLOAD_KEYS_FILE (payload_encryption.keys_file)';
const MORE = 'docs/runbook.md, "Payload encryption", tells more.';

/**
 * An encrypted payload cannot be decrypted here. Clients show the message. A worker takes an argument that it cannot
 * decrypt for a bad one (`worker/decoding/`).
 */
export class PayloadNotReadable extends Error {
  override readonly name = 'PayloadNotReadable';

  /**
   * @param reason why, as one clause without what to do, for the sender
   * @param elsewhere whether other keys or namespaces can read it
   */
  constructor(
    message: string,
    readonly reason: string,
    readonly elsewhere: boolean,
  ) {
    super(message);
  }
}

/** The key is not among those that are configured. */
export function unknownKey(keyId: string, keys: PayloadKeys): PayloadNotReadable {
  const what = `A payload is encrypted with payload key ${named(keyId, 66)}`;
  return new PayloadNotReadable(
    keys.length === 0
      ? `${what}, and no payload key is configured here. Set ${KEYS_SETTING} to the keys that the workers use. ${MORE}`
      : `${what}, which is not among the keys here (${keys.map(({ id }) => id).join(', ')}). Add that key to ${KEYS_SETTING}, below the first one, and start again. ${MORE}`,
    `it is encrypted with payload key ${named(keyId, 66)}, which the worker does not have`,
    true,
  );
}

/** It was encrypted elsewhere with a key that is also in use here. */
export function otherNamespace(namespace: string, accepted: readonly string[]): PayloadNotReadable {
  const reason = `was encrypted in namespace ${named(namespace, 66)}, and here is namespace ${accepted.join(', ')}`;
  return new PayloadNotReadable(
    `A payload ${reason}. If its runs were moved here, add the namespace to PREP_PAYLOAD_ACCEPT_NAMESPACES (payload_encryption.accept_namespaces). ${MORE}`,
    `it ${reason}`,
    true,
  );
}

/** It does not fit its key. */
export function changedPayload(keyId: string): PayloadNotReadable {
  const reason = `says it is encrypted with payload key ${named(keyId, 66)}`;
  return new PayloadNotReadable(
    `A payload that ${reason} cannot be decrypted with it: it was changed or cut after it was encrypted.`,
    `it ${reason}, but was changed or cut after it was encrypted`,
    false,
  );
}

/** It bears the common encoding, but none of our marks. */
export function foreignPayload(): PayloadNotReadable {
  return new PayloadNotReadable(
    'A payload was encrypted by another program: it names no payload key of ks3-oss-prep. Send it in plain, or encrypted by the codec endpoint of a worker.',
    'it was encrypted by another program, and names no payload key of ks3-oss-prep',
    false,
  );
}
