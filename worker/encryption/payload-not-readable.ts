import type { PayloadKeys } from './payload-keys';

const KEYS_SETTING = 'PREP_PAYLOAD_KEYS_FILE (payload_encryption.keys_file)';
const MORE = 'docs/runbook.md, "Payload encryption", tells more.';

/**
 * An encrypted payload cannot be decrypted here. A worker that meets one fails the workflow task or the attempt, which
 * is repeated: the run goes on once the worker can read it.
 */
export class PayloadNotReadable extends Error {
  override readonly name = 'PayloadNotReadable';
}

/** The key is not among those that are configured. */
export function unknownKey(keyId: string, keys: PayloadKeys): PayloadNotReadable {
  const named = `A payload is encrypted with payload key ${shown(keyId)}`;
  return new PayloadNotReadable(
    keys.length === 0
      ? `${named}, and no payload key is configured here. Set ${KEYS_SETTING} to the keys that the workers use. ${MORE}`
      : `${named}, which is not among the keys here (${keys.map(({ id }) => id).join(', ')}). Add that key to ${KEYS_SETTING}, below the first one, and start again. ${MORE}`,
  );
}

/** It was encrypted elsewhere with a key that is also in use here. */
export function otherNamespace(namespace: string, accepted: readonly string[]): PayloadNotReadable {
  return new PayloadNotReadable(
    `A payload was encrypted in namespace ${shown(namespace)}, and here is namespace ${accepted.join(', ')}. If its runs were moved here, add the namespace to PREP_PAYLOAD_ACCEPT_NAMESPACES (payload_encryption.accept_namespaces). ${MORE}`,
  );
}

/** It does not fit its key. */
export function changedPayload(keyId: string): PayloadNotReadable {
  return new PayloadNotReadable(
    `A payload that says it is encrypted with payload key ${shown(keyId)} cannot be decrypted with it: it was changed or cut after it was encrypted.`,
  );
}

/** It bears the common encoding, but none of our marks. */
export function foreignPayload(): PayloadNotReadable {
  return new PayloadNotReadable(
    'A payload was encrypted by another program: it names no payload key of ks3-oss-prep. Send it in plain, or encrypted by the codec endpoint of a worker.',
  );
}

/** What a payload says of itself may be anything. */
function shown(text: string): string {
  return /^[\w.-]{1,64}$/.test(text) ? text : JSON.stringify(text.slice(0, 64));
}
