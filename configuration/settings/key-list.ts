import { createHash, randomBytes } from 'node:crypto';
import { Secret } from '../../contracts/credentials/secret';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

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
  | { readonly ok: false; readonly problem: Phrase };

export const PAYLOAD_KEY: KeyKind = { name: 'payload key', option: '--payload-key' };
export const WORKER_KEY: KeyKind = { name: 'worker key', option: '--worker-key' };

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
    return refused(phrase('configuration.noKeys', { kind: kind.name, command: makingCommand(kind) }));
  }
  if (words.length > MAX_KEYS) {
    return refused(
      phrase('configuration.tooManyKeys', { count: words.length, kind: kind.name, most: MAX_KEYS }),
    );
  }
  const wrong = words.findIndex((word) => !BASE64_OF_32_BYTES.test(word) || !isCanonical(word));
  if (wrong !== -1) {
    return refused(phrase('configuration.notKey', { place: wrong + 1 }));
  }
  return new Set(words).size === words.length
    ? { ok: true, keys: words.map((word) => keyOf(word, kind)) }
    : refused(phrase('configuration.sameKey', { kind: kind.name }));
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

function refused(problem: Phrase): ParsedKeyList {
  return { ok: false, problem };
}

/**
 * The entries of a secret that is a list: one a line, or separated by commas, as a variable holds them on one line. What
 * follows `#` is a comment.
 */
export function secretEntries(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line) => line.replace(/#.*/, '').split(/[\s,]+/))
    .filter((entry) => entry !== '');
}
