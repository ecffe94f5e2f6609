import type { HttpAnswer } from '../http/http-client';
import type { Delivery } from './port';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** What an answer of status 200 says in its body. */
export type BodyReading = (body: string) => Delivery;

/**
 * Reads an answer: by its status, and if that is 2xx, by its body. Redirects are refused; 408, 425, 429 and 5xx are
 * retried.
 */
export function readAnswer({ status, retryAfterMs, text }: HttpAnswer, readBody: BodyReading): Delivery {
  if (status >= 200 && status < 300) {
    const delivery = readBody(text);
    return delivery.outcome === 'failed' ? { retryAfterMs, ...delivery } : delivery;
  }
  if (status >= 300 && status < 400) {
    return { outcome: 'refused', why: phrase('clouds.receiverRedirects', { status }) };
  }
  const why = phrase('clouds.receiverAnswered', { status });
  return [408, 425, 429].includes(status) || status >= 500
    ? { outcome: 'failed', why, retryAfterMs }
    : { outcome: 'refused', why };
}

/** What a documented code of a robot means. */
export interface CodeMeaning {
  readonly effect: 'refused' | 'failed';
  /** What happened, and what a person must do, if anything. */
  readonly words: Said;
  /** The delay in milliseconds, if documented. */
  readonly retryAfterMs?: number;
}

/**
 * Reads the JSON that the robots answer with under status 200: only code 0 means that the message was accepted.
 *
 * The robots' messages are not passed on, because some quote the request. The code finds them in the vendor's
 * documentation.
 *
 * @param names the member with the code, and its former names
 * @param meanings by code; any other code is refused
 */
export function codeReading(
  names: readonly [string, ...string[]],
  meanings: Readonly<Record<number, CodeMeaning>>,
): BodyReading {
  return (body) => {
    const code = codeIn(body, names);
    if (code === null) {
      // A proxy's page or an answer of something else: what it did with the message is not known.
      return { outcome: 'failed', why: phrase('clouds.receiverNotJson') };
    }
    if (code === 0) {
      return { outcome: 'delivered' };
    }
    const meaning = meanings[code];
    const why = (words: Said) =>
      phrase('clouds.receiverCode', { meaning: words, code: `${names[0]} ${code}` });
    if (meaning === undefined) {
      return { outcome: 'refused', why: why(phrase('clouds.receiverRefused')) };
    }
    const { effect, words, retryAfterMs } = meaning;
    return effect === 'refused'
      ? { outcome: 'refused', why: why(words) }
      : { outcome: 'failed', why: why(words), retryAfterMs };
  };
}

function codeIn(body: string, names: readonly string[]): number | null {
  try {
    const answer = Object(JSON.parse(body)) as Record<string, unknown>;
    const code = names.map((name) => answer[name]).find((one) => Number.isSafeInteger(one));
    return code === undefined ? null : (code as number);
  } catch {
    return null;
  }
}
