import { createHash, randomBytes } from 'node:crypto';
import { Secret } from '../../contracts/secret';
import { secretEntries } from './secret-entries';

/** What a list of keys is for. */
export interface KeyKind {
  /** How messages call one: `payload key`. */
  readonly name: string;
  /** The option of `prep keygen` that makes one. */
  readonly option: string;
}

/** A key as every kind has it. */
export interface ListedKey {
  /** Follows from the key, so that no two machines can mean different keys by one ID. */
  readonly id: string;
  /** 32 random bytes as base64. */
  readonly secret: Secret;
}

type ParsedKeyList =
  | { readonly ok: true; readonly keys: readonly ListedKey[] }
  | { readonly ok: false; readonly problem: string };

const KEY_BYTES = 32;
const MAX_KEYS = 50;
const BASE64_OF_32_BYTES = /^[A-Za-z0-9+/]{43}=$/;

/** Makes a new random key. */
export function makeListedKey(kind: KeyKind): ListedKey {
  return keyOf(randomBytes(KEY_BYTES).toString('base64'), kind);
}

/** Reads keys as a file or a variable holds them. The problem names a key by its place and never quotes it. */
export function parseKeyList(text: string, kind: KeyKind): ParsedKeyList {
  const words = secretEntries(text);
  if (words.length === 0) {
    return refused(`holds no ${kind.name}; make one with: ${makingCommand(kind)}`);
  }
  if (words.length > MAX_KEYS) {
    return refused(`holds ${words.length} ${kind.name}s; ${MAX_KEYS} at most`);
  }
  const wrong = words.findIndex((word) => !BASE64_OF_32_BYTES.test(word) || !isCanonical(word));
  if (wrong !== -1) {
    return refused(
      `holds as key ${wrong + 1} what is not 32 bytes in base64 (44 characters with "=" at the end)`,
    );
  }
  return new Set(words).size === words.length
    ? { ok: true, keys: words.map((word) => keyOf(word, kind)) }
    : refused(`holds the same ${kind.name} twice`);
}

/** The command that makes a key of this kind. */
export function makingCommand({ option }: KeyKind): string {
  return `npx prep keygen ${option} --out FILE`;
}

function keyOf(base64: string, kind: KeyKind): ListedKey {
  return { id: fingerprint(Buffer.from(base64, 'base64'), kind), secret: new Secret(base64) };
}

function fingerprint(key: Buffer, { name }: KeyKind): string {
  return createHash('sha256').update(`ks3-oss-prep ${name}\0`).update(key).digest('hex').slice(0, 12);
}

/** Whether no bits are set behind the last byte: two texts of one key would be taken for two keys. */
function isCanonical(base64: string): boolean {
  return Buffer.from(base64, 'base64').toString('base64') === base64;
}

function refused(problem: string): ParsedKeyList {
  return { ok: false, problem };
}
