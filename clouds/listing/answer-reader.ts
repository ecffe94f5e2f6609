import type { PageMemory } from './page-memory';

/** What a store answered, its body read. */
export interface ListAnswer {
  readonly statusCode: number;
  /** By their names in lower case. */
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** An answer, and whether its connection can take another request. */
export interface WholeAnswer extends ListAnswer {
  readonly keepAlive: boolean;
}

type Expecting =
  'head' | 'sized body' | 'chunk size' | 'chunk' | 'chunk end' | 'trailer' | 'body until the end' | 'nothing';

const MAX_HEAD_BYTES = 2 ** 15;
const MAX_LINE_BYTES = 2 ** 10;
/** A page of a thousand keys of a thousand bytes, each byte escaped, is a quarter of it. */
export const MAX_BODY_BYTES = 2 ** 24;
const FIRST_BODY_BYTES = 2 ** 19;
const HEAD_END = '\r\n\r\n';
const LINE_FEED = 10;
const CHUNK_SIZE = /^([0-9a-f]{1,8})[\t ]*(;[^\r\n]*)?\r\n$/i;
const STATUS_LINE = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: [^\r\n]*)?$/;
const HEADER_LINE = /^([!#$%&'*+.^_`|~0-9a-z-]+):[\t ]*([^\r\n\0]*?)[\t ]*$/i;

/**
 * Buffer for bytes whose final place is not known yet. One is enough for all connections: bytes are read and consumed
 * synchronously.
 */
const landing = Buffer.allocUnsafeSlow(2 ** 16);

/**
 * Reads HTTP/1.1 answers from the bytes of one connection, one after another (RFC 9112). A body whose size was
 * announced is read directly into its final memory. Strict: whatever is not a valid answer is an error.
 */
export class AnswerReader {
  #expecting: Expecting = 'nothing';
  /** A head or line of which not all has come. */
  #begun = '';
  #statusCode = 0;
  #headers: Record<string, string> = {};
  #keepAlive = true;
  #bodyless = false;
  #page = new Uint8Array();
  #length = 0;
  /** Remaining bytes of a sized body or of a chunk. */
  #left = 0;

  /** @param memory lent for bodies */
  constructor(private readonly memory: PageMemory) {}

  /** Expects one more answer. @param bodyless whether only its head comes, as an answer to HEAD */
  expect(bodyless = false): void {
    this.#expecting = 'head';
    this.#begun = '';
    this.#bodyless = bodyless;
  }

  /** Where to read the next bytes to. */
  room(): Uint8Array {
    return this.#expecting === 'sized body'
      ? this.#page.subarray(this.#length, this.#length + this.#left)
      : landing;
  }

  /**
   * Takes bytes that were read to `room`.
   *
   * @returns the answer once all of it has come
   * @throws Error if it is not an answer
   */
  take(count: number): WholeAnswer | null {
    if (this.#expecting === 'sized body') {
      this.#length += count;
      this.#left -= count;
      return this.#left === 0 ? this.#whole() : null;
    }
    return this.#read(landing.subarray(0, count));
  }

  /** Says that the connection has ended. @returns the answer if that is its end */
  end(): WholeAnswer | null {
    return this.#expecting === 'body until the end' ? this.#whole() : null;
  }

  /** Gives back what is lent for an answer that will not become whole. */
  giveUp(): void {
    this.#expecting = 'nothing';
    this.memory.release(this.#page.buffer);
    this.#page = new Uint8Array();
  }

  #read(bytes: Buffer): WholeAnswer | null {
    let at = 0;
    do {
      at = this.#readOn(bytes, at);
    } while (at < bytes.length);
    return this.#expecting === 'nothing' ? this.#whole() : null;
  }

  /** @returns the position up to which the bytes are read */
  #readOn(bytes: Buffer, at: number): number {
    switch (this.#expecting) {
      case 'nothing':
        throw new Error('it says more than it was asked for');
      case 'head':
        return this.#readHead(bytes, at);
      case 'sized body':
      case 'chunk':
        return this.#readPart(bytes, at, Math.min(this.#left, bytes.length - at));
      case 'body until the end':
        return this.#readPart(bytes, at, bytes.length - at);
      default:
        return this.#readLine(bytes, at);
    }
  }

  #readHead(bytes: Buffer, from: number): number {
    // The end of a head may be spread over two reads.
    const begun = this.#begun.length;
    const inOneGo = begun === 0 ? bytes.indexOf(HEAD_END, from) : -1;
    const to = inOneGo === -1 ? from + MAX_HEAD_BYTES : inOneGo + HEAD_END.length;
    const text = this.#begun + bytes.toString('latin1', from, to);
    const end = text.indexOf(HEAD_END, Math.max(0, begun - HEAD_END.length + 1));
    if (end === -1) {
      if (text.length >= MAX_HEAD_BYTES) {
        throw new Error('its head is longer than 32 KiB');
      }
      this.#begun = text;
      return bytes.length;
    }
    this.#begun = '';
    this.#understand(text.slice(0, end));
    return from + end + HEAD_END.length - begun;
  }

  #understand(head: string): void {
    const [first = '', ...lines] = head.split('\r\n');
    const status = STATUS_LINE.exec(first);
    if (status === null) {
      throw new Error('it does not begin as HTTP/1.1 does');
    }
    this.#statusCode = Number(status[2]);
    if (this.#statusCode < 200) {
      return;
    }
    this.#headers = headersOf(lines);
    const { connection = '', 'content-length': size, 'transfer-encoding': coding } = this.#headers;
    this.#keepAlive = status[1] === '1' && !/\bclose\b/i.test(connection);
    this.#length = 0;
    if (this.#bodyless) {
      this.#left = 0;
      this.#expecting = 'nothing';
    } else if (coding !== undefined) {
      if (coding.toLowerCase() !== 'chunked' || size !== undefined) {
        throw new Error('how long its body is cannot be told');
      }
      this.#page = this.#memoryOf(FIRST_BODY_BYTES);
      this.#expecting = 'chunk size';
    } else if (size !== undefined || this.#statusCode === 204 || this.#statusCode === 304) {
      this.#left = sizeOf(size ?? '0');
      this.#page = this.#memoryOf(this.#left);
      this.#expecting = this.#left === 0 ? 'nothing' : 'sized body';
    } else {
      this.#keepAlive = false;
      this.#left = Infinity;
      this.#page = this.#memoryOf(FIRST_BODY_BYTES);
      this.#expecting = 'body until the end';
    }
  }

  #readPart(bytes: Buffer, from: number, count: number): number {
    const length = this.#length + count;
    if (length > MAX_BODY_BYTES) {
      throw tooLong();
    }
    if (length > this.#page.length) {
      const larger = this.#memoryOf(2 * length);
      larger.set(this.#page.subarray(0, this.#length));
      this.memory.release(this.#page.buffer);
      this.#page = larger;
    }
    this.#page.set(bytes.subarray(from, from + count), this.#length);
    this.#length = length;
    this.#left -= count;
    if (this.#left === 0) {
      this.#expecting = this.#expecting === 'chunk' ? 'chunk end' : 'nothing';
    }
    return from + count;
  }

  /** A line of the chunked coding: a size, the end of a chunk, or a trailer, which is ignored. */
  #readLine(bytes: Buffer, from: number): number {
    const feed = bytes.indexOf(LINE_FEED, from);
    const to = feed === -1 ? bytes.length : feed + 1;
    const line = this.#begun + bytes.toString('latin1', from, to);
    if (line.length > MAX_LINE_BYTES) {
      throw new Error('a line of its chunked body is longer than 1 KiB');
    }
    this.#begun = feed === -1 ? line : '';
    if (feed !== -1) {
      this.#heed(line);
    }
    return to;
  }

  #heed(line: string): void {
    if (this.#expecting === 'chunk size') {
      const size = CHUNK_SIZE.exec(line)?.[1];
      if (size === undefined) {
        throw new Error('a chunk of its body has no size');
      }
      this.#left = Number.parseInt(size, 16);
      this.#expecting = this.#left === 0 ? 'trailer' : 'chunk';
    } else if (line === '\r\n') {
      this.#expecting = this.#expecting === 'trailer' ? 'nothing' : 'chunk size';
    } else if (this.#expecting === 'chunk end') {
      throw new Error('a chunk of its body is longer than announced');
    }
  }

  #memoryOf(bytes: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.memory.take(bytes));
  }

  #whole(): WholeAnswer {
    const answer = {
      statusCode: this.#statusCode,
      headers: this.#headers,
      keepAlive: this.#keepAlive,
      body: this.#page.subarray(0, this.#length),
    };
    this.#expecting = 'nothing';
    this.#page = new Uint8Array();
    return answer;
  }
}

function headersOf(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const [, name, value] = HEADER_LINE.exec(line) ?? [];
    if (name === undefined || value === undefined) {
      throw new Error('a line of its head is not a header');
    }
    const key = name.toLowerCase();
    const before = Object.hasOwn(headers, key) ? `${headers[key]}, ` : '';
    headers[key] = before + value;
  }
  return headers;
}

function sizeOf(announced: string): number {
  if (!/^\d{1,15}$/.test(announced)) {
    throw new Error('how long its body is cannot be told');
  }
  const size = Number(announced);
  if (size > MAX_BODY_BYTES) {
    throw tooLong();
  }
  return size;
}

function tooLong(): Error {
  return new Error('its body is longer than 16 MiB');
}
