import { createHmac, timingSafeEqual } from 'node:crypto';
import { generateCookie } from 'hono/cookie';
import { parse } from 'hono/utils/cookie';
import type { CodecToken } from '../../configuration/settings/codec-tokens';

type CookieOptions = NonNullable<Parameters<typeof generateCookie>[2]>;

const NAME = 'ks3-oss-prep-codec';
/** A working day. */
const LASTS_MS = 12 * 3_600_000;

/** Somebody who signed in. */
export interface Session {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

/**
 * The cookies of the sign-in page. A cookie contains a name and a time, authenticated with the entered token but
 * without it. Removing the token from the configuration ends the session, and any worker can check it.
 */
export class SessionCookies {
  readonly #tokens: readonly CodecToken[];
  readonly #attributes: CookieOptions;
  readonly #now: () => number;

  /** @param publicUrl where browsers reach the endpoint; the cookie is sent only there */
  constructor(tokens: readonly CodecToken[], publicUrl: string, now: () => number = Date.now) {
    this.#tokens = tokens;
    this.#now = now;
    const { protocol, pathname } = new URL(publicUrl);
    // Strict: only pages of the same site, such as the Web UI, make the browser send it.
    this.#attributes = { httpOnly: true, sameSite: 'Strict', path: pathname, secure: protocol === 'https:' };
  }

  /** The value of `Set-Cookie` after somebody entered this token. */
  open(token: CodecToken): string {
    const expires = this.#now() + LASTS_MS;
    const value = [Buffer.from(token.name).toString('base64url'), expires, proof(token, expires)].join('.');
    return generateCookie(NAME, value, { ...this.#attributes, maxAge: LASTS_MS / 1000 });
  }

  /** The value of `Set-Cookie` that ends a session. */
  end(): string {
    return generateCookie(NAME, '', { ...this.#attributes, maxAge: 0 });
  }

  /** The session of a request with this `Cookie` header; null if it has no valid one. */
  read(header = ''): Session | null {
    const [encodedName = '', time = '', given = ''] = (parse(header, NAME)[NAME] ?? '').split('.');
    const name = Buffer.from(encodedName, 'base64url').toString('utf8');
    const expires = /^\d{1,15}$/.test(time) ? Number(time) : 0;
    const proven = this.#tokens.filter(
      (token) => token.name === name && isSame(proof(token, expires), given),
    );
    return proven.length > 0 && expires > this.#now() ? { name, expires } : null;
  }
}

function proof({ name, secret }: CodecToken, expires: number): string {
  const told = JSON.stringify(['codec session', name, expires]);
  return createHmac('sha256', secret.reveal()).update(told).digest('base64url');
}

function isSame(expected: string, given: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}
