import { createHmac } from 'node:crypto';
import type { Secret } from '../../contracts/secret';
import { codeReading, type CodeMeaning } from './answers';
import { post } from './post';
import type { Receiver } from './port';

const MINUTE = 60_000;

const tooFast: CodeMeaning = {
  effect: 'failed',
  words: 'DingTalk takes 20 messages a minute from a robot, and then none for ten minutes',
  retryAfterMs: 10 * MINUTE,
};
const noRobot: CodeMeaning = {
  effect: 'refused',
  words: 'DingTalk knows no such robot, or it was stopped; copy its webhook anew from the group settings',
};

/** open.dingtalk.com, "Custom robot", error codes; 130101, 300001 and 300005 are the older ones of the same. */
const MEANINGS: Readonly<Record<number, CodeMeaning>> = {
  [-1]: { effect: 'failed', words: 'DingTalk is busy' },
  130101: tooFast,
  410100: tooFast,
  300001: noRobot,
  300005: noRobot,
  400101: noRobot,
  400102: noRobot,
  400106: noRobot,
  400013: { effect: 'refused', words: 'the DingTalk group has been dismissed' },
  310000: {
    effect: 'refused',
    words:
      'DingTalk refuses it by the robot\'s security settings: the signing secret, the clock of the worker, a keyword (use "ks3-oss-prep") or the list of addresses',
  },
  430101: { effect: 'refused', words: 'DingTalk takes the link to the Web UI for unsafe' },
};

const readBody = codeReading(['errcode'], MEANINGS);

/** A custom robot of a DingTalk group, signed where there is a secret. */
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
