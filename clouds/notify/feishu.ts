import { createHmac } from 'node:crypto';
import type { Secret } from '../../contracts/credentials/secret';
import { codeReading, type CodeMeaning } from './answers';
import { post } from './post';
import type { Receiver } from './port';
import { phrase } from '../../presentation/words/words';

/** open.feishu.cn, "Custom bot usage guide": 100 messages a minute and 5 a second. */
const MEANINGS: Readonly<Record<number, CodeMeaning>> = {
  11232: {
    effect: 'failed',
    words: phrase('clouds.robotTooFast', { robot: 'Feishu', perMinute: 100 }),
    retryAfterMs: 60_000,
  },
  9499: { effect: 'refused', words: phrase('clouds.robotNotUnderstood', { robot: 'Feishu' }) },
  19001: {
    effect: 'refused',
    words: phrase('clouds.robotUnknown', { robot: 'Feishu' }),
  },
  19002: { effect: 'refused', words: phrase('clouds.robotNotUnderstood', { robot: 'Feishu' }) },
  19021: {
    effect: 'refused',
    words: phrase('clouds.feishuSignature'),
  },
  19022: { effect: 'refused', words: phrase('clouds.feishuAddress') },
  19024: { effect: 'refused', words: phrase('clouds.feishuKeyword') },
};

/** Successful answers of older bots have only a `StatusCode`. */
const readBody = codeReading(['code', 'StatusCode'], MEANINGS);

/** A custom bot of a Feishu or Lark group, signed if there is a secret. */
export function createFeishuReceiver(url: Secret, secret: Secret | undefined): Receiver {
  return {
    async deliver(_id, message, signal) {
      const signature = secret === undefined ? {} : signatureOf(secret, Date.now());
      const body = JSON.stringify({ ...signature, ...message });
      return post({ url: url.reveal(), body }, readBody, signal);
    },
  };
}

/**
 * The members that sign a message: `timestamp` in seconds and `sign` = base64(HMAC-SHA256(key = timestamp + "\n" +
 * secret, nothing)). Unlike DingTalk's, the text is the key and what is signed is empty.
 *
 * @param now milliseconds; more than an hour off is refused
 */
export function signatureOf(
  secret: Secret,
  now: number,
): { readonly timestamp: string; readonly sign: string } {
  const timestamp = String(Math.floor(now / 1000));
  return { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret.reveal()}`).digest('base64') };
}
