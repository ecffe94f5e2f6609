import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** Longest wait for a whole answer, in milliseconds. */
const ANSWER_WITHIN_MS = 5000;
/** As much of an answer as is read; those of the robots have some hundred bytes. */
const MAX_BYTES = 16 * 1024;

/** One request. Its URL holds a token: it is never logged and in no error. */
export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type PostAnswer =
  | {
      readonly answered: true;
      readonly status: number;
      /** Milliseconds that the receiver asks to wait, by its header Retry-After. */
      readonly retryAfterMs: number | undefined;
      readonly body: string;
    }
  | { readonly answered: false; readonly why: Said };

/**
 * Posts once. Follows no redirect: the body and the token in the URL are for the configured host alone.
 *
 * Rejects with the signal's reason when it aborts, and for nothing else.
 */
export async function httpPost({ url, headers, body }: Post, signal: AbortSignal): Promise<PostAnswer> {
  const late = AbortSignal.timeout(ANSWER_WITHIN_MS);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'ks3-oss-prep',
        ...headers,
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, late]),
    });
    return {
      answered: true,
      status: response.status,
      retryAfterMs: retryAfterMs(response.headers.get('retry-after'), Date.now()),
      body: await beginningOf(response),
    };
  } catch (error) {
    signal.throwIfAborted();
    return {
      answered: false,
      why: late.aborted
        ? phrase('clouds.receiverLate', { seconds: ANSWER_WITHIN_MS / 1000 })
        : reasonOf(error),
    };
  }
}

async function beginningOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MAX_BYTES) {
      break;
    }
  }
  return Buffer.concat(chunks).subarray(0, MAX_BYTES).toString('utf8');
}

/** Seconds or a date (RFC 9110, 10.2.3); undefined where it is neither. */
function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) {
    return undefined;
  }
  const until = /^\d{1,9}$/.test(header) ? now + Number(header) * 1000 : Date.parse(header);
  return Number.isNaN(until) ? undefined : Math.max(0, until - now);
}

/** The system's code alone: the messages of `fetch` may quote the URL. */
function reasonOf(error: unknown): Said {
  const { cause, code } = Object(error) as { cause?: { code?: unknown }; code?: unknown };
  const named = [cause?.code, code].find(
    (one) => typeof one === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(one),
  );
  return phrase('clouds.receiverUnreachable', typeof named === 'string' ? { code: named } : {});
}
