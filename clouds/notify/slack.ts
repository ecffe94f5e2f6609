import type { Secret } from '../../contracts/secret';
import { readAnswer } from './answers';
import { httpPost } from './http-post';
import type { Receiver } from './port';
import { phrase } from '../../presentation/words/words';

/**
 * A Slack incoming webhook, or one of the servers that take its messages. The status tells; Slack's own body is `ok`,
 * that of others is theirs. A page is neither: something on the way answered.
 */
export function createSlackReceiver(url: Secret): Receiver {
  return {
    async deliver(_id, message, signal) {
      const post = { url: url.reveal(), headers: {}, body: JSON.stringify(message) };
      return readAnswer(await httpPost(post, signal), (body) =>
        body.trimStart().startsWith('<')
          ? { outcome: 'failed', why: phrase('clouds.receiverPage') }
          : { outcome: 'delivered' },
      );
    },
  };
}
