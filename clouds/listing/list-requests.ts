import type { SecureContext } from 'node:tls';
import { escapeQuery } from '../http/escape-query';
import type { ListAnswer } from './answer-reader';
import { ListConnections } from './list-connections';
import type { PageMemory } from './page-memory';
import type { PageRequest } from '../../contracts/listing/listing';

const PRINTABLE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** A request about a bucket, or about an object in it. */
export interface UnsignedRequest {
  readonly method: 'GET' | 'HEAD';
  readonly host: string;
  /** As it is sent. */
  readonly path: string;
  /** Key of the object, as it is in the path; empty for the bucket. */
  readonly key: string;
  /** Sorted by name and escaped, as it is sent. */
  readonly query: string;
}

/** Signs requests without a body that only read. */
export interface RequestSigner {
  /**
   * @param at the store's time
   * @returns all headers to send
   */
  headers(request: UnsignedRequest, at: Date): Record<string, string>;
}

/** Where the requests of a listing go. */
export interface ListTarget {
  /** The address of the bucket, without a query. */
  readonly url: URL;
  readonly signer: RequestSigner;
  /** Connections at the same time. */
  readonly connections: number;
  /** Lent for the bodies of pages. */
  readonly memory: PageMemory;
  /** What certificates are verified with; default: Node's own. */
  readonly trust?: SecureContext | undefined;
}

/** An answer, or what became of the connection. */
export type ListOutcome = { readonly answer: ListAnswer } | { readonly lost: Error };

/**
 * Sends the requests of a listing and for the headers of objects, a thousand a second if the store keeps up, which the SDK's chain of middleware
 * cannot: it costs three times as much as signing, sending and reading together. Only sending is done here. What is not
 * a page (an error, a redirect, a lost connection) is for the store's adapter to explain.
 */
export class ListRequests {
  readonly #signer: RequestSigner;
  readonly #host: string;
  readonly #path: string;
  readonly #connections: ListConnections;

  constructor({ url, signer, connections, memory, trust }: ListTarget) {
    const secure = url.protocol === 'https:';
    this.#signer = signer;
    this.#host = url.host;
    this.#path = url.pathname;
    const address = {
      secure,
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port) || (secure ? 443 : 80),
      trust,
    };
    this.#connections = new ListConnections(address, connections, memory);
  }

  /**
   * @param clockOffsetMs how far the store's clock is ahead
   * @throws the signal's reason
   */
  send(page: PageRequest, clockOffsetMs: number, signal: AbortSignal): Promise<ListOutcome> {
    return this.#ask('GET', '', queryOf(page), clockOffsetMs, signal);
  }

  /** Asks for the headers of an object. @throws the signal's reason */
  head(key: string, clockOffsetMs: number, signal: AbortSignal): Promise<ListOutcome> {
    return this.#ask('HEAD', key.split('/').map(escapeQuery).join('/'), '', clockOffsetMs, signal);
  }

  async #ask(
    method: 'GET' | 'HEAD',
    key: string,
    query: string,
    clockOffsetMs: number,
    signal: AbortSignal,
  ): Promise<ListOutcome> {
    signal.throwIfAborted();
    const path = key === '' || this.#path.endsWith('/') ? this.#path + key : `${this.#path}/${key}`;
    const at = new Date(Date.now() + clockOffsetMs);
    const headers = this.#signer.headers({ method, host: this.#host, path, key, query }, at);
    const target = query === '' ? path : `${path}?${query}`;
    try {
      return { answer: await this.#connections.ask(requestHead(method, target, headers), signal) };
    } catch (error) {
      signal.throwIfAborted();
      return { lost: error as Error };
    }
  }

  close(): void {
    this.#connections.close();
  }
}

/** The query of a page, sorted by name, as signatures want it. */
function queryOf({ prefix, startAfter, maxKeys, continuationToken, delimiter }: PageRequest): string {
  // Keys may hold characters that XML cannot; whether the answer is encoded, the answer says.
  let query = continuationToken === undefined ? '' : `continuation-token=${escapeQuery(continuationToken)}&`;
  query += delimiter === undefined ? '' : `delimiter=${escapeQuery(delimiter)}&`;
  query += `encoding-type=url&list-type=2&max-keys=${maxKeys}`;
  query += prefix === '' ? '' : `&prefix=${escapeQuery(prefix)}`;
  query += startAfter === '' ? '' : `&start-after=${escapeQuery(startAfter)}`;
  return query;
}

/** @throws Error for a header that would be read as more than one, for example if an AccessKey ID has a line break */
function requestHead(method: string, target: string, headers: Record<string, string>): string {
  let head = `${method} ${target} HTTP/1.1\r\n`;
  for (const [name, value] of Object.entries(headers)) {
    if (!PRINTABLE.test(value)) {
      throw new Error(`The header ${name} of the request has characters that a header cannot have.`);
    }
    head += `${name}: ${value}\r\n`;
  }
  return `${head}connection: keep-alive\r\n\r\n`;
}
