import { failureOf } from '../connection-failure';
import { httpClient, NoAnswer } from '../http/http-client';
import { readAnswer, type BodyReading } from './answers';
import type { Delivery } from './port';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** Longest wait for a whole answer, in milliseconds. */
const ANSWER_WITHIN_MS = 5000;
/** As much of an answer as is read; those of the robots have some hundred bytes. */
const MAX_BYTES = 16 * 1024;

const send = httpClient({ withinMs: ANSWER_WITHIN_MS, maxBytes: MAX_BYTES });

/** One message on its way. Its URL holds a token: it is never logged and in no error. */
export interface Post {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Posts once and reads the answer. Rejects with the signal's reason when it aborts, and for nothing else. */
export async function post(
  { url, headers, body }: Post,
  readBody: BodyReading,
  signal: AbortSignal,
): Promise<Delivery> {
  const type = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'ks3-oss-prep' };
  try {
    const answer = await send({ method: 'POST', url, headers: { ...type, ...headers }, body }, signal);
    return readAnswer(answer, readBody);
  } catch (error) {
    if (error instanceof NoAnswer) {
      return { outcome: 'failed', why: whyNoAnswer(error) };
    }
    throw error;
  }
}

const WRONG_ADDRESS = {
  unknownHost: 'clouds.receiverUnknownHost',
  noTls: 'clouds.receiverNoTls',
  noHttp: 'clouds.receiverNoHttp',
} as const;

function whyNoAnswer({ late, code }: NoAnswer): Said {
  if (late) {
    return phrase('clouds.receiverLate', { seconds: ANSWER_WITHIN_MS / 1000 });
  }
  const failure = failureOf(code);
  return failure === undefined
    ? phrase('clouds.receiverUnreachable', { code })
    : phrase(WRONG_ADDRESS[failure]);
}
