import type { Phrase } from '../../presentation/words/phrase';
import type { Secret } from '../../contracts/credentials/secret';
import { makeListedKey, parseKeyList, PAYLOAD_KEY } from '../settings/key-list';

/** A key of the payload encryption. */
export interface PayloadKey {
  /** Stored unencrypted with every payload of the key, and shown in messages. */
  readonly id: string;
  /** 32 random bytes as base64. */
  readonly secret: Secret;
}

/** The first one encrypts, all of them decrypt. None: payload encryption is off. */
export type PayloadKeys = readonly PayloadKey[];

export type ParsedPayloadKeys =
  { readonly ok: true; readonly keys: PayloadKeys } | { readonly ok: false; readonly problem: Phrase };

/** Makes a key for AES-256. */
export function makePayloadKey(): PayloadKey {
  return makeListedKey(PAYLOAD_KEY);
}

/** Reads payload keys as a file or a variable holds them. The problem names a key by its place and never quotes it. */
export function parsePayloadKeys(text: string): ParsedPayloadKeys {
  return parseKeyList(text, PAYLOAD_KEY);
}
