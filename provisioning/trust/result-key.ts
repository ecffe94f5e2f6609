import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { Secret } from '../../contracts/credentials/secret';

const PREFIX = 'prep-pub-';
const KEY_BYTES = 32;
const INFO = 'ks3-oss-prep result signature 1';
/** The DER prefixes of the 32 bytes of an Ed25519 key (RFC 8410): PKCS #8 and SubjectPublicKeyInfo. */
const PRIVATE_KEY_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_KEY_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * The Ed25519 key that signs results. It is derived, so that a worker key has one secret, and shares no bytes with
 * anything else that is derived from it.
 *
 * @param secret of a worker key
 */
export function resultSigningKey(secret: Secret): KeyObject {
  const bytes = Buffer.from(secret.reveal(), 'base64');
  const seed = Buffer.from(hkdfSync('sha256', bytes, Buffer.alloc(0), INFO, KEY_BYTES));
  return createPrivateKey({ key: Buffer.concat([PRIVATE_KEY_HEAD, seed]), format: 'der', type: 'pkcs8' });
}

/**
 * What others verify results with: `prep-pub-` and the public key in base64url.
 *
 * @param secret of a worker key
 */
export function resultPublicKey(secret: Secret): string {
  const der = createPublicKey(resultSigningKey(secret)).export({ format: 'der', type: 'spki' });
  return `${PREFIX}${der.subarray(PUBLIC_KEY_HEAD.length).toString('base64url')}`;
}

/** The key of a text of the form `prep-pub-…`; null if it is not one. */
export function resultVerificationKey(text: string): KeyObject | null {
  const bytes = Buffer.from(text.slice(PREFIX.length), 'base64url');
  // One key has one text: what decodes to the same bytes but is written otherwise is refused.
  return bytes.length === KEY_BYTES && text === `${PREFIX}${bytes.toString('base64url')}`
    ? createPublicKey({ key: Buffer.concat([PUBLIC_KEY_HEAD, bytes]), format: 'der', type: 'spki' })
    : null;
}
