import type { IncomingMessage } from 'node:http';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { isEncrypted } from '../encryption/encryption-codec';
import { PayloadNotReadable } from '../encryption/payload-not-readable';
import { DEFAULT_NAMESPACE } from '../temporal-target';
import { readBody } from '../http/request-body';
import type { HttpAnswer } from '../http/route';
import type { AccessLog, Operation } from './access-log';
import type { Caller, Callers } from './callers';
import { originOf, readableFor } from './cross-origin';
import { jsonOf, payloadsIn } from './payload-json';
import { RateLimit, type Rate } from './rate-limit';
import { Refusal } from './refusal';
import { Slots } from './slots';

/** An event holds 4 MiB at most (gRPC), which base64 makes a third bigger. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Bodies that are held in memory at the same time; others wait unread, as a browser behind HTTP/2 sends a hundred. */
const MOST_AT_ONCE = 4;
const MOST_WAITING = 500;

/** What the requests of the codec endpoint need. */
export interface CodecServices {
  readonly codec: PayloadCodec;
  readonly namespace: string;
  readonly origins: readonly string[];
  readonly callers: Callers;
  readonly log: AccessLog;
  /** Requests of one caller. */
  readonly rate: Rate;
}

/** Answers requests to decode and encode payloads, for known callers of the one namespace. */
export class CodecRequests {
  readonly #services: CodecServices;
  readonly #rate: RateLimit;
  readonly #slots = new Slots(MOST_AT_ONCE, MOST_WAITING);

  constructor(services: CodecServices) {
    this.#services = services;
    this.#rate = new RateLimit(services.rate);
  }

  async answer(request: IncomingMessage, operation: Operation): Promise<HttpAnswer> {
    const { origins, callers, log } = this.#services;
    let origin: string | null = null;
    let caller: Caller | null = null;
    try {
      origin = originOf(request, origins);
      caller = await callers.identify(request, origin);
      const namespace = this.#namespaceOf(request);
      this.#checkRate(caller);
      const { payloads, encrypted, body } = await this.#slots.hold(() => this.#converted(request, operation));
      log.done(request, operation, caller, namespace, { all: payloads, encrypted });
      return { status: 200, headers: readableFor(origin), body };
    } catch (error) {
      const refusal = asRefusal(error);
      log.refused(request, refusal, caller);
      const headers = { ...readableFor(origin), ...refusal.headers };
      return { status: refusal.status, headers, body: { error: refusal.message } };
    }
  }

  #namespaceOf({ headers }: IncomingMessage): string {
    const { namespace } = this.#services;
    const header = headers['x-namespace']?.toString();
    if (header === undefined) {
      throw new Refusal(400, 'The header X-Namespace is missing; the Web UI and the Temporal CLI send it.');
    }
    // The CLI sends it empty where it was given no --namespace.
    const asked = header === '' ? DEFAULT_NAMESPACE : header;
    if (asked !== namespace) {
      const shown = JSON.stringify(asked.slice(0, 200));
      throw new Refusal(403, `This endpoint serves namespace ${namespace}, not ${shown}.`);
    }
    return namespace;
  }

  #checkRate({ name }: Caller): void {
    if (!this.#rate.allows(name)) {
      throw new Refusal(429, 'Too many requests. Try again in some seconds.', { 'Retry-After': '5' });
    }
    if (this.#slots.full) {
      throw new Refusal(503, 'The endpoint is busy. Try again in some seconds.', { 'Retry-After': '5' });
    }
  }

  async #converted(request: IncomingMessage, operation: Operation) {
    const { codec } = this.#services;
    const given = await this.#payloadsOf(request);
    const converted = await (operation === 'decode' ? codec.decode(given) : codec.encode(given));
    const encrypted = (operation === 'decode' ? given : converted).filter(isEncrypted).length;
    return { payloads: given.length, encrypted, body: jsonOf(converted) };
  }

  async #payloadsOf(request: IncomingMessage): Promise<Payload[]> {
    if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
      throw new Refusal(415, 'The body must be of Content-Type application/json.');
    }
    const body = await readBody(request, MOST_BYTES);
    if (body === null) {
      throw new Refusal(413, `The body is bigger than ${MOST_BYTES / 1024 / 1024} MiB.`);
    }
    return payloadsIn(body);
  }
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) {
    return error;
  }
  if (error instanceof PayloadNotReadable) {
    return new Refusal(422, error.message);
  }
  const kind = error instanceof Error ? error.name : typeof error;
  return new Refusal(500, `The endpoint failed (${kind}); nothing was converted.`);
}
