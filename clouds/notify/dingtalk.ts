import { createHmac } from 'node:crypto';
import type { Secret } from '../../contracts/credentials/secret';
import { codeReading, type CodeMeaning } from './answers';
import { post } from './post';
import type { Receiver } from './port';
import { phrase } from '../../presentation/words/words';

const MINUTE = 60_000;

const tooFast: CodeMeaning = {
  effect: 'failed',
  words: phrase('clouds.dingtalkTooFast'),
  retryAfterMs: 10 * MINUTE,
};
const noRobot: CodeMeaning = {
  effect: 'refused',
  words: phrase('clouds.robotUnknown', { robot: 'DingTalk' }),
};

/** open.dingtalk.com, "Custom robot", error codes; 130101, 300001 and 300005 are the older ones of the same. */
const MEANINGS: Readonly<Record<number, CodeMeaning>> = {
  [-1]: { effect: 'failed', words: phrase('clouds.robotBusy', { robot: 'DingTalk' }) },
  130101: tooFast,
  410100: tooFast,
  300001: noRobot,
  300005: noRobot,
  400101: noRobot,
  400102: noRobot,
  400106: noRobot,
  400013: { effect: 'refused', words: phrase('clouds.dingtalkGroupGone') },
  310000: {
    effect: 'refused',
    words: phrase('clouds.dingtalkSecurity'),
  },
  430101: { effect: 'refused', words: phrase('clouds.dingtalkLink') },
};

const readBody = codeReading(['errcode'], MEANINGS);

/** A custom robot of a DingTalk group, signed if there is a secret. */
export function createDingTalkReceiver(url: Secret, secret: Secret | undefined): Receiver {
  return {
    async deliver(_id, message, signal) {
      const address = secret === undefined ? url.reveal() : signedUrl(url, secret, Date.now());
      return post({ url: address, body: JSON.stringify(message) }, readBody, signal);
    },
  };
}

/**
 * The robot's URL with `timestamp` and `sign` = base64(HMAC-SHA256(key = secret, timestamp + "\n" + secret))
 * (open.dingtalk.com, "Custom robot security settings").
 *
 * @param now milliseconds; more than an hour off is refused
 */
export function signedUrl(url: Secret, secret: Secret, now: number): string {
  const key = secret.reveal();
  const signed = new URL(url.reveal());
  signed.searchParams.set('timestamp', String(now));
  signed.searchParams.set('sign', createHmac('sha256', key).update(`${now}\n${key}`).digest('base64'));
  return signed.href;
}
