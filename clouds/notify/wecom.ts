import type { Secret } from '../../contracts/credentials/secret';
import { codeReading, type CodeMeaning } from './answers';
import { post } from './post';
import type { Receiver } from './port';
import { phrase } from '../../presentation/words/words';

/** developer.work.weixin.qq.com, "Group robot configuration" and "Global error codes". */
const MEANINGS: Readonly<Record<number, CodeMeaning>> = {
  [-1]: { effect: 'failed', words: phrase('clouds.robotBusy', { robot: 'WeCom' }) },
  45009: {
    effect: 'failed',
    words: phrase('clouds.robotTooFast', { robot: 'WeCom', perMinute: 20 }),
    retryAfterMs: 60_000,
  },
  45033: { effect: 'failed', words: phrase('clouds.robotTooMany', { robot: 'WeCom' }) },
  40058: { effect: 'refused', words: phrase('clouds.robotNotUnderstood', { robot: 'WeCom' }) },
  93000: {
    effect: 'refused',
    words: phrase('clouds.robotUnknown', { robot: 'WeCom' }),
  },
};

const readBody = codeReading(['errcode'], MEANINGS);

/** A group robot of WeCom. It knows no signatures: its key in the URL is all there is. */
export function createWeComReceiver(url: Secret): Receiver {
  return {
    async deliver(_id, message, signal) {
      return post({ url: url.reveal(), body: JSON.stringify(message) }, readBody, signal);
    },
  };
}
