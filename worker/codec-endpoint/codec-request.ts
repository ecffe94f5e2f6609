import type { IncomingMessage } from 'node:http';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { quoted } from '../../presentation/text/foreign-text';
import { isEncrypted } from '../../configuration/encryption/encryption-codec';
import { PayloadNotReadable } from '../../configuration/encryption/payload-not-readable';
import { DEFAULT_NAMESPACE } from '../../configuration/temporal/temporal-target';
import { BodyRoom, readBody, type NoBody } from '../http/request-body';
import type { HttpAnswer } from '../http/route';
import type { AccessLog, Operation } from './access-log';
import { CallerSlots } from './caller-slots';
import type { Caller, Callers } from './callers';
import { originOf, readableFor } from './cross-origin';
import { jsonOf, payloadsIn } from './payload-json';
import { RateLimit, type Rate } from './rate-limit';
import { Refusal } from './refusal';
import { Slots } from './slots';

/** An event holds 4 MiB at most (gRPC), which base64 makes a third bigger. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Requests of one caller at the same time; others wait unread, as a browser behind HTTP/2 sends a hundred. */
const MAX_PER_CALLER = 4;
const MAX_WAITING_PER_CALLER = 500;
/** Bodies that are converted at the same time, once they have arrived. */
const MAX_CONVERTED = 4;
/** How long a body may take to arrive, also on a slow line; and memory for those of all callers. */
const USUAL_LIMITS: CodecLimits = { bodyWithinMs: 10_000, roomBytes: 128 * 1024 * 1024 };

/** What requests may take. */
export interface CodecLimits {
  readonly bodyWithinMs: number;
  readonly roomBytes: number;
}

const NO_BODY: Readonly<Record<NoBody, readonly [status: number, message: string]>> = {
  'too big': [413, `The body is bigger than ${MOST_BYTES / 1024 / 1024} MiB.`],
  'too slow': [408, 'The body did not arrive in time.'],
  'no room': [503, 'The endpoint is busy. Try again in some seconds.'],
  'cut off': [400, 'The body did not come to its end.'],
};

/** What the requests of the codec endpoint need. */
export interface CodecServices {
  readonly codec: PayloadCodec;
  readonly namespace: string;
  readonly origins: readonly string[];
  readonly callers: Callers;
  readonly log: AccessLog;
  /** Requests of one caller. */
  readonly rate: Rate;
  readonly limits?: CodecLimits | undefined;
}

/** Answers requests to decode and encode payloads, for known callers of the one namespace. */
export class CodecRequests {
  readonly #services: CodecServices;
  readonly #rate: RateLimit;
  readonly #callers = new CallerSlots(MAX_PER_CALLER, MAX_WAITING_PER_CALLER);
  readonly #converting = new Slots(MAX_CONVERTED, Infinity);
  readonly #limits: CodecLimits;
  readonly #room: BodyRoom;

  constructor(services: CodecServices) {
    this.#services = services;
    this.#rate = new RateLimit(services.rate);
    this.#limits = services.limits ?? USUAL_LIMITS;
    this.#room = new BodyRoom(this.#limits.roomBytes);
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
      const { payloads, encrypted, body } = await this.#callers.hold(caller.name, () =>
        this.#converted(request, operation),
      );
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
      const shown = quoted(asked, 200);
      throw new Refusal(403, `This endpoint serves namespace ${namespace}, not ${shown}.`);
    }
    return namespace;
  }

  #checkRate({ name }: Caller): void {
    if (!this.#rate.allows(name)) {
      throw new Refusal(429, 'Too many requests. Try again in some seconds.', { 'Retry-After': '5' });
    }
    if (this.#callers.full(name)) {
      throw new Refusal(503, 'The endpoint is busy. Try again in some seconds.', { 'Retry-After': '5' });
    }
  }

  /** A body takes no slot of the conversion before it has arrived: a slow one keeps nobody but its sender waiting. */
  async #converted(request: IncomingMessage, operation: Operation) {
    const body = await this.#bodyOf(request);
    try {
      return await this.#converting.hold(() => this.#convert(payloadsIn(body), operation));
    } finally {
      this.#room.release(body.length);
    }
  }

  async #convert(given: Payload[], operation: Operation) {
    const { codec } = this.#services;
    const converted = await (operation === 'decode' ? codec.decode(given) : codec.encode(given));
    const encrypted = (operation === 'decode' ? given : converted).filter(isEncrypted).length;
    return { payloads: given.length, encrypted, body: jsonOf(converted) };
  }

  async #bodyOf(request: IncomingMessage): Promise<Buffer> {
    if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
      throw new Refusal(415, 'The body must be of Content-Type application/json.');
    }
    const limits = { mostBytes: MOST_BYTES, withinMs: this.#limits.bodyWithinMs, room: this.#room };
    const body = await readBody(request, limits);
    if (typeof body !== 'string') {
      return body;
    }
    const [status, message] = NO_BODY[body];
    // The rest of the body is not waited for either.
    throw new Refusal(status, message, {
      Connection: 'close',
      ...(status === 503 ? { 'Retry-After': '5' } : {}),
    });
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
