import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { bucketUrl, type Ks3Options } from './bucket-address';
import { collectBody } from './collect-body';
import { CONNECT_TIMEOUT_MS, SILENCE_TIMEOUT_MS, type Ks3Agents } from './connections';
import { ListSigner, escapeQuery } from './list-signature';
import type { PageMemory } from './page-memory';
import type { PageRequest } from './port';

/** What a store answered, its body read. */
export interface ListAnswer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** An answer, or what became of the connection. */
export type ListOutcome = { readonly answer: ListAnswer } | { readonly lost: Error };

/**
 * Sends the requests of a listing, a thousand a second where the store keeps up, which the SDK's chain of middleware
 * cannot: it costs three times as much as signing, sending and reading together. Only sending is done here. Whatever
 * is not a page (an error, a redirect, a lost connection) is handed to the SDK, which reads, retries and explains it.
 */
export class ListRequests {
  readonly #signer: ListSigner;
  readonly #host: string;
  readonly #path: string;
  readonly #target: RequestOptions;
  readonly #request: typeof requestHttp;

  /** @param memory lent for the bodies of pages */
  constructor(
    options: Ks3Options,
    agents: Ks3Agents,
    private readonly memory: PageMemory,
  ) {
    const url = bucketUrl(options);
    const secure = url.protocol === 'https:';
    this.#signer = new ListSigner(options);
    this.#host = url.host;
    this.#path = url.pathname;
    this.#request = secure ? requestHttps : requestHttp;
    this.#target = {
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port,
      agent: secure ? agents.https : agents.http,
    };
  }

  /**
   * @param clockOffsetMs how far the store's clock is ahead
   * @throws the signal's reason
   */
  async send(page: PageRequest, clockOffsetMs: number, signal: AbortSignal): Promise<ListOutcome> {
    signal.throwIfAborted();
    const query = queryOf(page);
    const at = new Date(Date.now() + clockOffsetMs);
    const headers = this.#signer.headers(this.#host, this.#path, query, at);
    try {
      const response = await this.#answered(`${this.#path}?${query}`, headers, signal);
      const body = await collectBody(response, this.memory);
      return {
        answer: {
          statusCode: response.statusCode ?? 0,
          headers: response.headers as Record<string, string>,
          body,
        },
      };
    } catch (error) {
      signal.throwIfAborted();
      return { lost: error as Error };
    }
  }

  #answered(path: string, headers: Record<string, string>, signal: AbortSignal): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const request = this.#request({ ...this.#target, path, headers, timeout: SILENCE_TIMEOUT_MS });
      // Node's own `signal` option watches the whole stream, which costs as much as signing.
      const abort = (): void => void request.destroy(new Error('Given up.'));
      signal.addEventListener('abort', abort);
      request
        .once('close', () => signal.removeEventListener('abort', abort))
        .once('response', resolve)
        .once('error', reject)
        .once('timeout', () => request.destroy(timedOut()))
        .once('socket', (socket) => {
          if (socket.connecting) {
            const timer = setTimeout(() => request.destroy(timedOut()), CONNECT_TIMEOUT_MS);
            const clear = (): void => clearTimeout(timer);
            socket.once('connect', clear).once('close', clear);
          }
        })
        .end();
    });
  }
}

/** The query of a page, sorted by name, as signatures want it. */
function queryOf({ prefix, startAfter, maxKeys }: PageRequest): string {
  // Keys may hold characters that XML cannot; whether the answer is encoded, the answer says.
  let query = `encoding-type=url&list-type=2&max-keys=${maxKeys}`;
  query += prefix === '' ? '' : `&prefix=${escapeQuery(prefix)}`;
  query += startAfter === '' ? '' : `&start-after=${escapeQuery(startAfter)}`;
  return query;
}

/** As the operating system would word it, so that it is read the same. */
function timedOut(): Error {
  return Object.assign(new Error('The store did not answer in time.'), { code: 'ETIMEDOUT' });
}
