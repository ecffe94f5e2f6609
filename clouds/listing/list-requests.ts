import type { SecureContext } from 'node:tls';
import { escapeQuery } from '../http/escape-query';
import type { ListAnswer } from './answer-reader';
import { ListConnections } from './list-connections';
import type { PageMemory } from './page-memory';
import type { PageRequest } from '../../contracts/listing';

const PRINTABLE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Signs listing requests, and nothing else. */
export interface RequestSigner {
  /**
   * @param path as it is sent; @param query sorted by name and escaped, as it is sent; @param at the store's time
   * @returns all headers to send
   */
  headers(host: string, path: string, query: string, at: Date): Record<string, string>;
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
 * Sends the requests of a listing, a thousand a second if the store keeps up, which the SDK's chain of middleware
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
  async send(page: PageRequest, clockOffsetMs: number, signal: AbortSignal): Promise<ListOutcome> {
    signal.throwIfAborted();
    const query = queryOf(page);
    const at = new Date(Date.now() + clockOffsetMs);
    const headers = this.#signer.headers(this.#host, this.#path, query, at);
    try {
      return { answer: await this.#connections.ask(requestHead(`${this.#path}?${query}`, headers), signal) };
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
function requestHead(target: string, headers: Record<string, string>): string {
  let head = `GET ${target} HTTP/1.1\r\n`;
  for (const [name, value] of Object.entries(headers)) {
    if (!PRINTABLE.test(value)) {
      throw new Error(`The header ${name} of the request has characters that a header cannot have.`);
    }
    head += `${name}: ${value}\r\n`;
  }
  return `${head}connection: keep-alive\r\n\r\n`;
}
