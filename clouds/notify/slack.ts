import type { Secret } from '../../contracts/secret';
import type { BodyReading } from './answers';
import { post } from './post';
import type { Receiver } from './port';
import { phrase } from '../../presentation/words/words';

/**
 * A Slack incoming webhook, or one of the servers that take its messages. The status tells; Slack's own body is `ok`,
 * that of others is theirs. A page is neither: something on the way answered.
 */
export function createSlackReceiver(url: Secret): Receiver {
  return {
    async deliver(_id, message, signal) {
      return post({ url: url.reveal(), body: JSON.stringify(message) }, readBody, signal);
    },
  };
}

const readBody: BodyReading = (body) =>
  body.trimStart().startsWith('<')
    ? { outcome: 'failed', why: phrase('clouds.receiverPage') }
    : { outcome: 'delivered' };
