import { createHash, randomBytes } from 'node:crypto';
import { Secret } from '../../contracts/secret';
import { secretEntries } from '../configuration/secret-entries';

/** A key of the payload encryption. */
export interface PayloadKey {
  /** Stands in clear beside everything that the key encrypts, and names it in messages. */
  readonly id: string;
  /** 32 random bytes as base64. */
  readonly secret: Secret;
}

/** The first one encrypts, all of them decrypt. None: payload encryption is off. */
export type PayloadKeys = readonly PayloadKey[];

export type ParsedPayloadKeys =
  { readonly ok: true; readonly keys: PayloadKeys } | { readonly ok: false; readonly problem: string };

const KEY_BYTES = 32;
const MOST_KEYS = 50;
const BASE64_OF_32_BYTES = /^[A-Za-z0-9+/]{43}=$/;

/** Makes a key for AES-256. */
export function makePayloadKey(): PayloadKey {
  return keyOf(randomBytes(KEY_BYTES).toString('base64'));
}

/** Reads payload keys as a file or a variable holds them. The problem names a key by its place and never quotes it. */
export function parsePayloadKeys(text: string): ParsedPayloadKeys {
  const words = secretEntries(text);
  if (words.length === 0) {
    return refused('holds no payload key; make one with: npx prep keygen --payload-key --out FILE');
  }
  if (words.length > MOST_KEYS) {
    return refused(`holds ${words.length} payload keys; ${MOST_KEYS} at most`);
  }
  const wrong = words.findIndex((word) => !BASE64_OF_32_BYTES.test(word) || !isCanonical(word));
  if (wrong !== -1) {
    return refused(
      `holds as key ${wrong + 1} what is not 32 bytes in base64 (44 characters with "=" at the end)`,
    );
  }
  return new Set(words).size === words.length
    ? { ok: true, keys: words.map(keyOf) }
    : refused('holds the same payload key twice');
}

function keyOf(base64: string): PayloadKey {
  return { id: fingerprint(Buffer.from(base64, 'base64')), secret: new Secret(base64) };
}

/** The ID follows from the key, so that no two machines can mean different keys by one ID. */
function fingerprint(key: Buffer): string {
  return createHash('sha256').update('ks3-oss-prep payload key\0').update(key).digest('hex').slice(0, 12);
}

/** Whether no bits are set behind the last byte: two texts of one key would be taken for two keys. */
function isCanonical(base64: string): boolean {
  return Buffer.from(base64, 'base64').toString('base64') === base64;
}

function refused(problem: string): ParsedPayloadKeys {
  return { ok: false, problem };
}
