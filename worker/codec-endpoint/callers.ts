import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, Next } from 'hono';
import type { HttpEnv } from '../http/http-app';
import { Refusal } from '../http/refusal';
import type { CodecToken } from '../../configuration/settings/codec-tokens';
import type { SessionCookies } from './session-cookie';
import { phrase } from '../../presentation/words/words';

/** Who uses the codec endpoint. */
export interface Caller {
  readonly name: string;
  /** How that is known: a token of the configuration, the sign-in page, or Temporal's own check of an access token. */
  readonly via: 'token' | 'sign-in' | 'temporal';
}

/** What the codec endpoint's handlers find in their context. */
export interface CodecEnv extends HttpEnv {
  Variables: { caller: Caller };
}

/** The owner of a token according to the Temporal server; null if the token may not read the namespace. */
export type AskTemporal = (token: string) => Promise<string | null>;

/** Finds out who sent a request. */
export class Callers {
  readonly #tokens: readonly CodecToken[];
  readonly #cookies: SessionCookies;
  readonly #askTemporal: AskTemporal | null;

  constructor(tokens: readonly CodecToken[], cookies: SessionCookies, askTemporal: AskTemporal | null) {
    this.#tokens = tokens;
    this.#cookies = cookies;
    this.#askTemporal = askTemporal;
  }

  /** Puts who sent a request into its context. @throws Refusal */
  readonly identified = async (context: Context<CodecEnv>, next: Next): Promise<void> => {
    context.set('caller', await this.#callerOf(context, context.req.header('origin') !== undefined));
    await next();
  };

  /**
   * The same for a page that a browser shows. Its cookie counts without an origin, which browsers do not send when they
   * open an address: nothing is changed, and without CORS no other page can read the answer. @throws Refusal
   */
  readonly identifiedReader = async (context: Context<CodecEnv>, next: Next): Promise<void> => {
    context.set('caller', await this.#callerOf(context, true));
    await next();
  };

  /** The configured token that equals a text; null if none does. */
  tokenLike(text: string): CodecToken | null {
    const given = hash(text);
    let found: CodecToken | null = null;
    // All tokens are compared, each in constant time, so that the duration reveals nothing.
    for (const token of this.#tokens) {
      if (timingSafeEqual(hash(token.secret.reveal()), given)) {
        found = token;
      }
    }
    return found;
  }

  async #callerOf({ req }: Context<CodecEnv>, cookieCounts: boolean): Promise<Caller> {
    const bearer = /^Bearer +(\S+)$/i.exec(req.header('authorization') ?? '')?.[1];
    if (bearer !== undefined) {
      const caller = this.#holderOf(bearer) ?? (await this.#knownToTemporal(bearer));
      if (caller === null) {
        throw unauthorized('http.tokenRefused');
      }
      return caller;
    }
    // Browsers send cookies on their own, so to convert payloads one counts only from a page whose origin was checked.
    const session = cookieCounts ? this.#cookies.read(req.header('cookie')) : null;
    if (session === null) {
      throw unauthorized('http.noToken');
    }
    return { name: session.name, via: 'sign-in' };
  }

  #holderOf(bearer: string): Caller | null {
    const token = this.tokenLike(bearer);
    return token === null ? null : { name: token.name, via: 'token' };
  }

  async #knownToTemporal(bearer: string): Promise<Caller | null> {
    const name = this.#askTemporal === null ? null : await this.#askTemporal(bearer);
    return name === null ? null : { name, via: 'temporal' };
  }
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function unauthorized(why: 'http.tokenRefused' | 'http.noToken'): Refusal {
  return new Refusal(401, phrase(why), { 'WWW-Authenticate': 'Bearer realm="ks3-oss-prep codec endpoint"' });
}
