import type { IncomingMessage } from 'node:http';
import { quoted } from '../../presentation/text/foreign-text';
import type { HttpAnswer } from '../http/route';
import { Refusal } from './refusal';

/** What the Web UI sends along; `Authorization-Extras` holds the ID token where it passes the access token. */
const ALLOWED_HEADERS = 'Content-Type, X-Namespace, Authorization, Authorization-Extras';
const PREFLIGHT_HOLDS_SECONDS = 600;

/**
 * The origin of a request; null where it comes from no browser page, as those of the Temporal CLI.
 *
 * @throws Refusal where it is none of the Web UI's
 */
export function originOf(request: IncomingMessage, allowed: readonly string[]): string | null {
  const { origin } = request.headers;
  if (origin === undefined) {
    return null;
  }
  if (!allowed.includes(origin)) {
    throw new Refusal(
      403,
      `Pages of ${quoted(origin, 200)} may not use this endpoint. If that is the address of your Web UI, add it to codec_endpoint.origins (PREP_CODEC_ORIGINS).`,
    );
  }
  return origin;
}

/** What lets a page of the origin read an answer, a refusal too; it may come with the cookie of the sign-in page. */
export function readableFor(origin: string | null): Record<string, string> {
  return origin === null
    ? { Vary: 'Origin' }
    : {
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Allow-Credentials': 'true',
        Vary: 'Origin',
      };
}

/** The answer to a browser that asks whether a page of the origin may send a request. */
export function preflightAnswer(origin: string | null): HttpAnswer {
  return {
    status: 204,
    headers: {
      ...readableFor(origin),
      'Access-Control-Allow-Methods': 'POST',
      'Access-Control-Allow-Headers': ALLOWED_HEADERS,
      'Access-Control-Max-Age': String(PREFLIGHT_HOLDS_SECONDS),
    },
  };
}
