import { randomBytes } from 'node:crypto';
import { Secret } from '../../contracts/secret';
import { secretEntries } from './secret-entries';

/** What lets somebody use the codec endpoint. */
export interface CodecToken {
  /** Who holds it, as the access log names them. */
  readonly name: string;
  readonly secret: Secret;
}

export type ParsedCodecTokens =
  | { readonly ok: true; readonly tokens: readonly CodecToken[] }
  | { readonly ok: false; readonly problem: string };

const NAME = /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}$/;
/** The characters of a bearer token (RFC 6750, section 2.1); 32 of them at least, as nobody types or guesses them. */
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
    return refused('holds no token; make one with: npx prep keygen --codec-token NAME --out FILE');
  }
  if (words.length > MAX_TOKENS) {
    return refused(`holds ${words.length} tokens; ${MAX_TOKENS} at most`);
  }
  const tokens = words.map(tokenIn);
  const wrong = tokens.indexOf(null);
  if (wrong !== -1) {
    return refused(
      `holds as entry ${wrong + 1} what is not NAME:TOKEN (a name of letters, digits and . _ @ + -, and a token of 32 characters or more)`,
    );
  }
  const known = tokens.filter((token) => token !== null);
  return new Set(known.map(({ secret }) => secret.reveal())).size === known.length
    ? { ok: true, tokens: known }
    : refused('holds the same token twice, so that the access log could not tell who used it');
}

function tokenIn(word: string): CodecToken | null {
  const [, name = '', token = ''] = /^([^:]*):(.*)$/.exec(word) ?? [];
  return NAME.test(name) && TOKEN.test(token) ? { name, secret: new Secret(token) } : null;
}

function refused(problem: string): ParsedCodecTokens {
  return { ok: false, problem };
}
