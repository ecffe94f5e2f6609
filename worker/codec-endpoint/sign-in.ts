import type { IncomingMessage } from 'node:http';
import { readBody } from '../http/request-body';
import type { HttpAnswer } from '../http/route';
import type { AccessLog } from './access-log';
import type { Callers } from './callers';
import { RateLimit } from './rate-limit';
import { Refusal } from './refusal';
import type { SessionCookies } from './session-cookie';
import { PAGE_HEADERS, signInPage } from './sign-in-page';

const BODY = { mostBytes: 4096, withinMs: 10_000 };
/** No one guesses a token; this keeps the log readable. */
const TRIES = { burst: 10, perSecond: 0.5 };

/** The page on which people sign in to the codec endpoint with their token, and out again. */
export class SignIn {
  readonly #cookies: SessionCookies;
  readonly #callers: Callers;
  readonly #log: AccessLog;
  readonly #origin: string;
  readonly #tries = new RateLimit(TRIES);

  /** @param publicUrl where browsers reach the endpoint */
  constructor(cookies: SessionCookies, callers: Callers, log: AccessLog, publicUrl: string) {
    this.#cookies = cookies;
    this.#callers = callers;
    this.#log = log;
    this.#origin = new URL(publicUrl).origin;
  }

  page(request: IncomingMessage): HttpAnswer {
    return this.#shown(200, request);
  }

  async enter(request: IncomingMessage): Promise<HttpAnswer> {
    try {
      this.#checkOrigin(request);
      if (!this.#tries.allows(request.socket.remoteAddress ?? '')) {
        throw new Refusal(429, 'Too many tries. Try again in a minute.', { 'Retry-After': '60' });
      }
      const body = await readBody(request, BODY);
      const form = typeof body === 'string' ? '' : body.toString('utf8');
      const text = new URLSearchParams(form).get('token')?.trim() ?? '';
      const token = this.#callers.tokenLike(text);
      if (token === null) {
        throw new Refusal(401, 'This token is not known here.');
      }
      this.#log.signedIn(request, token.name);
      return { status: 303, headers: { Location: 'sign-in', 'Set-Cookie': this.#cookies.open(token) } };
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(500, 'The sign-in failed.');
      this.#log.refused(request, refusal, null);
      return this.#shown(refusal.status, request, refusal);
    }
  }

  leave(request: IncomingMessage): HttpAnswer {
    try {
      this.#checkOrigin(request);
      return { status: 303, headers: { Location: 'sign-in', 'Set-Cookie': this.#cookies.end() } };
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(500, 'The sign-out failed.');
      return this.#shown(refusal.status, request, refusal);
    }
  }

  /** No other page may sign somebody in or out. */
  #checkOrigin({ headers }: IncomingMessage): void {
    if (headers.origin !== this.#origin) {
      throw new Refusal(
        403,
        `Open this page at ${this.#origin} (codec_endpoint.public_url) to sign in or out.`,
      );
    }
  }

  #shown(status: number, request: IncomingMessage, refusal?: Refusal): HttpAnswer {
    const standing = {
      session: this.#cookies.read(request),
      ...(refusal === undefined ? {} : { problem: refusal.message }),
    };
    return {
      status,
      headers: { ...PAGE_HEADERS, ...refusal?.headers },
      body: signInPage(standing, Date.now()),
    };
  }
}
