import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';

/** How much of an answer is taken, and how long it may take. */
export interface AnswerBounds {
  readonly maxBytes: number;
  /** For the whole answer, in milliseconds: one that comes byte by byte never is silent long enough to time out. */
  readonly withinMs: number;
}

const MEBIBYTE = 1024 * 1024;

/** RAM, STS, IAM and the settings of an OSS bucket answer some kilobytes; the longest lists, some hundred. */
export const MAX_ANSWER_BYTES = 4 * MEBIBYTE;

/** An answer has passed its bounds; `code` reads as one of the operating system, which is all that adapters pass on. */
class AnswerOutOfBounds extends Error {
  constructor(
    readonly code: 'EMSGSIZE' | 'ETIMEDOUT',
    message: string,
  ) {
    super(`${code}: ${message}`);
  }
}

const boundsOfCall = new AsyncLocalStorage<AnswerBounds>();

/**
 * Carries out calls of an SDK over `node:http`. The SDKs of Alibaba Cloud and AWS collect whatever comes, for as long as
 * it comes, and some can be given neither an agent nor a client; so each request that one of them begins during the call
 * is found by Node's own channel of diagnostics. An answer beyond the bounds is cut off, as a lost connection would.
 */
export function boundedAnswers<T>(bounds: AnswerBounds, call: () => Promise<T>): Promise<T> {
  return boundsOfCall.run(bounds, call);
}

subscribe('http.client.request.start', (message) => {
  const bounds = boundsOfCall.getStore();
  if (bounds !== undefined) {
    bound((message as { request: ClientRequest }).request, bounds);
  }
});

function bound(request: ClientRequest, { maxBytes, withinMs }: AnswerBounds): void {
  let answer: IncomingMessage | undefined;
  const timer = setTimeout(() => {
    const late = new AnswerOutOfBounds('ETIMEDOUT', 'the answer took too long');
    (answer ?? request).destroy(late);
  }, withinMs);
  request
    .once('close', () => clearTimeout(timer))
    .prependOnceListener('response', (response: IncomingMessage) => {
      answer = response;
      boundBody(response, maxBytes);
    });
}

function boundBody(response: IncomingMessage, maxBytes: number): void {
  // No request asks for a compressed answer, and decompressing one might make it a thousand times as long.
  delete response.headers['content-encoding'];
  let bytes = 0;
  // Listening to `data` instead would set it flowing before the SDK listens.
  const push = response.push.bind(response);
  response.push = (chunk: Uint8Array | null, encoding) => {
    bytes += chunk?.length ?? 0;
    if (bytes > maxBytes) {
      response.destroy(new AnswerOutOfBounds('EMSGSIZE', 'the answer is too long'));
      return false;
    }
    return push(chunk, encoding);
  };
}
