import type { Secret } from '../../contracts/secret';
import { codeReading, type CodeMeaning } from './answers';
import { post } from './post';
import type { Receiver } from './port';

/** developer.work.weixin.qq.com, "Group robot configuration" and "Global error codes". */
const MEANINGS: Readonly<Record<number, CodeMeaning>> = {
  [-1]: { effect: 'failed', words: 'WeCom is busy' },
  45009: { effect: 'failed', words: 'WeCom takes 20 messages a minute from a robot', retryAfterMs: 60_000 },
  45033: { effect: 'failed', words: 'WeCom takes no more messages at the same time' },
  40058: { effect: 'refused', words: 'WeCom does not understand the message' },
  93000: {
    effect: 'refused',
    words: 'WeCom knows no such robot; copy its webhook anew from the group settings',
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
