import type { Secret } from '../../contracts/credentials/secret';
import type { BodyReading } from './answers';
import { post } from './post';
import type { Receiver } from './port';
import { phrase } from '../../presentation/words/words';

/**
 * A Slack incoming webhook, or a compatible server. The status counts: Slack's body is `ok`, other servers differ. An
 * HTML page means that something in between answered.
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
