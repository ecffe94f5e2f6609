import type { IncomingMessage } from 'node:http';
import type { Logger } from '@temporalio/worker';
import type { Caller } from './callers';
import { RateLimit } from './rate-limit';
import type { Refusal } from './refusal';

export type Operation = 'decode' | 'encode';

/** Whoever tries for long must not fill the disk. */
const REFUSALS = { burst: 30, perSecond: 0.5 };

/**
 * The record of who had payloads decrypted or encrypted, when, in which namespace and how many; and of who was turned
 * away. Never what was in them, and never a token.
 */
export class AccessLog {
  readonly #logger: Logger;
  readonly #refusals: RateLimit;
  #unlogged = 0;

  constructor(logger: Logger, now: () => number = Date.now) {
    this.#logger = logger;
    this.#refusals = new RateLimit(REFUSALS, now);
  }

  done(
    request: IncomingMessage,
    operation: Operation,
    caller: Caller,
    namespace: string,
    payloads: { readonly all: number; readonly encrypted: number },
  ): void {
    this.#logger.info(`Codec endpoint: ${operation}d for ${caller.name}`, {
      operation,
      caller: caller.name,
      via: caller.via,
      namespace,
      payloads: payloads.all,
      encrypted: payloads.encrypted,
      ...whence(request),
    });
  }

  /** @param caller where somebody known was turned away */
  refused(request: IncomingMessage, { status, message }: Refusal, caller: Caller | null): void {
    if (!this.#refusals.allows('')) {
      this.#unlogged++;
      return;
    }
    this.#logger.warn(`Codec endpoint: refused: ${message}`, {
      status,
      ...(caller === null ? {} : { caller: caller.name, via: caller.via }),
      ...whence(request),
      ...(this.#unlogged === 0 ? {} : { refusalsNotLogged: this.#unlogged }),
    });
    this.#unlogged = 0;
  }

  signedIn(request: IncomingMessage, name: string): void {
    this.#logger.info(`Codec endpoint: ${name} signed in`, { caller: name, ...whence(request) });
  }
}

/** Headers may hold anything, and any amount of it. */
function whence({ headers, socket }: IncomingMessage): Record<string, string | undefined> {
  return {
    remote: socket.remoteAddress,
    // Of the last proxy, which appends what it saw.
    forwardedFor: headers['x-forwarded-for']?.toString().slice(-100),
    origin: headers.origin?.slice(0, 200),
  };
}
