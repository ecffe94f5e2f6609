import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectSecure, type SecureContext } from 'node:tls';
import { AnswerReader, type ListAnswer } from './answer-reader';
import { ANSWER_TIMEOUT_MS, CONNECT_TIMEOUT_MS, SILENCE_TIMEOUT_MS } from './timeouts';
import type { PageMemory } from './page-memory';

/** The target of connections. */
export interface StoreAddress {
  readonly secure: boolean;
  readonly hostname: string;
  readonly port: number;
  /** What its certificate is verified with; default: Node's own. */
  readonly trust?: SecureContext | undefined;
}

/** How long to wait, in milliseconds. */
export interface Patience {
  /** For a connection, its TLS handshake included. */
  readonly connectMs: number;
  /** For the next byte. */
  readonly silenceMs: number;
  /** For a whole answer. */
  readonly answerMs: number;
}

const PATIENCE: Patience = {
  connectMs: CONNECT_TIMEOUT_MS,
  silenceMs: SILENCE_TIMEOUT_MS,
  answerMs: ANSWER_TIMEOUT_MS,
};

/** What a connection reports to its keeper. */
export interface ConnectionKeeper {
  /** It can take another request. */
  idle(connection: ListConnection): void;
  /** It is closed. */
  gone(connection: ListConnection): void;
  /** A TLS session, which makes the next connection faster. */
  session(session: Buffer): void;
}

interface Exchange {
  resolve(answer: ListAnswer): void;
  reject(error: Error): void;
  /** Ends the connection of an answer that does not end. */
  readonly slow: NodeJS.Timeout;
}

/** One connection to a store, which answers one request after another. */
export class ListConnection {
  readonly #socket: Socket;
  readonly #reader: AnswerReader;
  readonly #keeper: ConnectionKeeper;
  readonly #answerMs: number;
  #exchange: Exchange | null = null;

  constructor(
    address: StoreAddress,
    memory: PageMemory,
    keeper: ConnectionKeeper,
    session: Buffer | undefined,
    patience = PATIENCE,
  ) {
    this.#reader = new AnswerReader(memory);
    this.#keeper = keeper;
    this.#answerMs = patience.answerMs;
    this.#socket = this.#connect(address, session, patience);
  }

  /** Whether requests can be sent over it, as far as is known. */
  get usable(): boolean {
    return !this.#socket.destroyed;
  }

  /**
   * Sends a request over a usable connection. One at a time: the next must wait for the answer.
   *
   * @param head the whole request, including its empty line
   * @throws Error with the operating system's code if the connection is lost, or with EBADMSG for an invalid answer
   */
  ask(head: string): Promise<ListAnswer> {
    return new Promise((resolve, reject) => {
      const slow = setTimeout(() => this.close(timedOut()), this.#answerMs);
      this.#exchange = { resolve, reject, slow };
      this.#reader.expect(head.startsWith('HEAD '));
      this.#socket.write(head, 'latin1');
    });
  }

  /** Closes it; a pending request fails with the reason. */
  close(reason = lost('ECONNRESET', 'The connection was closed.')): void {
    this.#fail(reason);
    this.#socket.destroy();
  }

  #connect(
    { secure, hostname, port, trust }: StoreAddress,
    session: Buffer | undefined,
    { connectMs, silenceMs }: Patience,
  ): Socket {
    const to = {
      host: hostname,
      port,
      noDelay: true,
      // Node's streams would copy what comes, and make garbage of it, several times.
      onread: { buffer: () => this.#reader.room(), callback: (count: number) => this.#received(count) },
    };
    const servername = isIP(hostname) === 0 ? hostname : '';
    const socket = secure
      ? connectSecure({ ...to, servername, session, secureContext: trust, ALPNProtocols: ['http/1.1'] })
      : connectPlain(to);
    const slow = setTimeout(() => this.close(timedOut()), connectMs);
    return socket
      .setTimeout(silenceMs, () => this.close(timedOut()))
      .once(secure ? 'secureConnect' : 'connect', () => clearTimeout(slow))
      .on('session', (fresh: Buffer) => this.#keeper.session(fresh))
      .on('error', (error: Error) => this.#fail(error))
      .once('close', () => {
        clearTimeout(slow);
        this.#ended();
        this.#keeper.gone(this);
      });
  }

  /** @returns whether to continue reading */
  #received(count: number): boolean {
    try {
      const answer = this.#reader.take(count);
      if (answer !== null) {
        this.#answered(answer, answer.keepAlive);
      }
      return true;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.close(lost('EBADMSG', `The store does not speak HTTP: ${why}.`));
      return false;
    }
  }

  #ended(): void {
    const answer = this.#reader.end();
    if (answer !== null) {
      this.#answered(answer, false);
    }
    this.#fail(lost('ECONNRESET', 'The store closed the connection.'));
  }

  #answered(answer: ListAnswer, keepAlive: boolean): void {
    const exchange = this.#endExchange();
    if (keepAlive) {
      this.#keeper.idle(this);
    } else {
      this.#socket.destroy();
    }
    exchange?.resolve(answer);
  }

  #endExchange(): Exchange | null {
    const exchange = this.#exchange;
    this.#exchange = null;
    clearTimeout(exchange?.slow);
    return exchange;
  }

  #fail(reason: Error): void {
    const exchange = this.#endExchange();
    if (exchange !== null) {
      this.#reader.giveUp();
      exchange.reject(reason);
    }
  }
}

/** Worded as the operating system would, so that it is read the same. */
function lost(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

function timedOut(): Error {
  return lost('ETIMEDOUT', 'The store did not answer in time.');
}
