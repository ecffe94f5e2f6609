import { randomBytes } from 'node:crypto';
import { Secret } from '../../contracts/credentials/secret';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { secretEntries } from './key-list';

/** What lets somebody use the codec endpoint. */
export interface CodecToken {
  /** Who holds it, as the access log names them. */
  readonly name: string;
  readonly secret: Secret;
}

export type ParsedCodecTokens =
  | { readonly ok: true; readonly tokens: readonly CodecToken[] }
  | { readonly ok: false; readonly problem: Phrase };

const NAME = /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}$/;
/** The characters of a bearer token (RFC 6750, section 2.1), at least 32, since nobody types them. */
const TOKEN = /^[A-Za-z0-9._~+/-]{32,512}=*$/;
const MAX_TOKENS = 1000;

/** Whether the access log can name somebody so. */
export function isTokenName(name: string): boolean {
  return NAME.test(name);
}

/** Makes a token of 256 random bits. */
export function makeCodecToken(name: string): CodecToken {
  return { name, secret: new Secret(randomBytes(32).toString('base64url')) };
}

/**
 * Reads tokens as a file or a variable holds them, each as `name:token`. A name may have several, while one takes the
 * place of another. The problem never quotes a token.
 */
export function parseCodecTokens(text: string): ParsedCodecTokens {
  const words = secretEntries(text);
  if (words.length === 0) {
    return refused(phrase('configuration.noToken'));
  }
  if (words.length > MAX_TOKENS) {
    return refused(phrase('configuration.tooManyTokens', { count: words.length, most: MAX_TOKENS }));
  }
  const tokens = words.map(tokenIn);
  const wrong = tokens.indexOf(null);
  if (wrong !== -1) {
    return refused(phrase('configuration.notToken', { place: wrong + 1 }));
  }
  const known = tokens.filter((token) => token !== null);
  return new Set(known.map(({ secret }) => secret.reveal())).size === known.length
    ? { ok: true, tokens: known }
    : refused(phrase('configuration.sameToken'));
}

function tokenIn(word: string): CodecToken | null {
  const [, name = '', token = ''] = /^([^:]*):(.*)$/.exec(word) ?? [];
  return NAME.test(name) && TOKEN.test(token) ? { name, secret: new Secret(token) } : null;
}

function refused(problem: Phrase): ParsedCodecTokens {
  return { ok: false, problem };
}
