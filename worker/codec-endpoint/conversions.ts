import type { Payload, PayloadCodec } from '@temporalio/common';
import type { Context } from 'hono';
import { ConcurrencyLimit } from '../../clouds/concurrency-limit';
import { isEncrypted } from '../../configuration/encryption/encryption-codec';
import { PayloadNotReadable } from '../../configuration/encryption/payload-not-readable';
import { Refusal } from '../http/refusal';
import { BodyRoom, readBody, type NoBody } from '../http/request-body';
import type { Operation } from './access-log';
import { CallerLimits } from './caller-limits';
import type { CodecEnv } from './callers';
import { jsonOf, payloadsIn } from './payload-json';
import { RateLimit, type Rate } from './rate-limit';
import { phrase } from '../../presentation/words/words';

/** An event holds 4 MiB at most (gRPC), which base64 makes a third bigger. */
const MAX_BYTES = 8 * 1024 * 1024;
/** Requests of one caller at the same time; others wait unread, as a browser behind HTTP/2 sends a hundred. */
const MAX_PER_CALLER = 4;
const MAX_WAITING_PER_CALLER = 500;
/** Bodies that are converted at the same time, once they have arrived. */
const MAX_CONVERTED = 4;
/** A page of the Web UI asks once for each payload of a long history, all at once. */
const USUAL_RATE = { burst: 1000, perSecond: 100 };
/** How long a body may take to arrive, also on a slow line; and memory for those of all callers. */
const USUAL_LIMITS: CodecLimits = { bodyWithinMs: 10_000, roomBytes: 128 * 1024 * 1024 };

/** What requests may take. */
export interface CodecLimits {
  readonly bodyWithinMs: number;
  readonly roomBytes: number;
}

const BUSY = [phrase('http.busy'), { 'Retry-After': '5' }] as const;

const NO_BODY: Readonly<Record<NoBody, ConstructorParameters<typeof Refusal>>> = {
  'too big': [413, phrase('http.tooBig', { mebibytes: MAX_BYTES / 1024 / 1024 })],
  'too slow': [408, phrase('http.tooSlow')],
  'no room': [503, ...BUSY],
  'cut off': [400, phrase('http.cutOff')],
};

/** Decodes and encodes the payloads of requests, within limits for each caller and for all of them. */
export class Conversions {
  readonly #codec: PayloadCodec;
  readonly #rate: RateLimit;
  readonly #callers = new CallerLimits(MAX_PER_CALLER, MAX_WAITING_PER_CALLER);
  readonly #converting = new ConcurrencyLimit(MAX_CONVERTED);
  readonly #limits: CodecLimits;
  readonly #room: BodyRoom;

  constructor({
    codec,
    rate = USUAL_RATE,
    limits = USUAL_LIMITS,
  }: {
    readonly codec: PayloadCodec;
    readonly rate?: Rate | undefined;
    readonly limits?: CodecLimits | undefined;
  }) {
    this.#codec = codec;
    this.#rate = new RateLimit(rate);
    this.#limits = limits;
    this.#room = new BodyRoom(limits.roomBytes);
  }

  /** @throws Refusal */
  async convert(context: Context<CodecEnv>, operation: Operation) {
    const { name } = context.get('caller');
    if (!this.#rate.allows(name)) {
      throw new Refusal(429, phrase('http.tooManyRequests'), { 'Retry-After': '5' });
    }
    if (this.#callers.full(name)) {
      throw new Refusal(503, ...BUSY);
    }
    // A body takes a slot only once it has arrived, so a slow one delays only its sender.
    return this.#callers.run(name, async () => {
      const body = await this.#bodyOf(context);
      try {
        return await this.#converting.run(() => this.#converted(payloadsIn(body), operation));
      } finally {
        this.#room.release(body.length);
      }
    });
  }

  async #converted(given: Payload[], operation: Operation) {
    const converted = await this.#codec[operation](given).catch((error: unknown) => {
      throw error instanceof PayloadNotReadable ? new Refusal(422, error.said) : error;
    });
    const encrypted = (operation === 'decode' ? given : converted).filter(isEncrypted).length;
    return { payloads: given.length, encrypted, body: jsonOf(converted) };
  }

  async #bodyOf({ req, env }: Context<CodecEnv>): Promise<Buffer> {
    if (!/^application\/json\s*(;|$)/i.test(req.header('content-type') ?? '')) {
      throw new Refusal(415, phrase('http.contentType'));
    }
    const limits = { mostBytes: MAX_BYTES, withinMs: this.#limits.bodyWithinMs, room: this.#room };
    const body = await readBody(env.incoming, limits);
    if (typeof body === 'string') {
      const [status, said, headers] = NO_BODY[body];
      // The rest of the body is not waited for either.
      throw new Refusal(status, said, { ...headers, Connection: 'close' });
    }
    return body;
  }
}
