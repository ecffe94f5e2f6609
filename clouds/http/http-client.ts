import type { SecureContext } from 'node:tls';
import { Agent, request, type Dispatcher } from 'undici';
import { retryAfterMs } from './retry-after';

/** One request. Its URL and headers may hold secrets: they are in no error. */
export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  /** By their names in lower case; of one that comes repeatedly, the first. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds that the server asks to wait. */
  readonly retryAfterMs: number | undefined;
  /** How far the server's clock is from this machine's, in milliseconds; undefined if the answer has no date. */
  readonly clockOffsetMs: number | undefined;
  /** The body, or as much of it as is read. */
  readonly text: string;
  /** False if the body is longer than what is read of one. */
  readonly whole: boolean;
}

/** What a call may take. */
export interface HttpLimits {
  /** For the whole answer, in milliseconds. */
  readonly withinMs: number;
  /** What is read of a body. */
  readonly maxBytes: number;
  /** What certificates are verified with; default: Node's own. */
  readonly trust?: SecureContext | undefined;
}

/** No answer came. The messages of Node and undici may quote the URL, so only their code is kept. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';

  /**
   * @param late whether it timed out
   * @param code such as `ECONNREFUSED`, or of the TLS error
   */
  constructor(
    readonly late: boolean,
    readonly code: string | undefined,
  ) {
    super(late ? 'No answer came in time.' : 'No answer came.');
  }
}

/**
 * Sends a request once, and reads the answer whatever its status.
 *
 * @throws NoAnswer, or the signal's reason when the caller gives up
 */
export type SendHttp = (call: HttpCall, signal?: AbortSignal) => Promise<HttpAnswer>;

/**
 * A client for small answers. It follows no redirects, because secrets are only for the configured host, uses no
 * proxy, and decompresses nothing.
 */
export function httpClient({ withinMs, maxBytes, trust }: HttpLimits): SendHttp {
  const dispatcher = new Agent({ connect: { timeout: withinMs, ...(trust && { secureContext: trust }) } });
  return async ({ url, ...call }, signal) => {
    const late = AbortSignal.timeout(withinMs);
    const either = signal === undefined ? late : AbortSignal.any([signal, late]);
    try {
      either.throwIfAborted();
      const {
        statusCode: status,
        headers,
        body,
      } = await request(url, { ...call, dispatcher, signal: either });
      const now = Date.now();
      const clockOffsetMs = Date.parse(String(headers['date'])) - now;
      return {
        status,
        headers: firstValues(headers),
        retryAfterMs: retryAfterMs(headers['retry-after'], now),
        clockOffsetMs: Number.isNaN(clockOffsetMs) ? undefined : clockOffsetMs,
        ...(await beginningOf(body, maxBytes)),
      };
    } catch (error) {
      signal?.throwIfAborted();
      throw new NoAnswer(late.aborted, codeOfLost(error));
    }
  };
}

const CODE = /^[A-Z][A-Z0-9_]{2,60}$/;

/** The code of an error of Node or undici; undici gives its parser's errors none. */
export function codeOfLost(error: unknown): string | undefined {
  const { code, name, message } = Object(error) as { code?: unknown; name?: unknown; message?: unknown };
  if (name === 'HTTPParserError' && /Expected HTTP|Invalid HTTP version/.test(String(message))) {
    return 'HPE_INVALID_CONSTANT';
  }
  return typeof code === 'string' && CODE.test(code) ? code : undefined;
}

function firstValues(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, (Array.isArray(value) ? value[0] : value) ?? '']),
  );
}

async function beginningOf(body: Dispatcher.ResponseData['body'], maxBytes: number) {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > maxBytes) {
      break;
    }
  }
  return {
    text: Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8'),
    whole: bytes <= maxBytes,
  };
}
