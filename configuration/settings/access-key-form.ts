import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { Secret } from '../../contracts/credentials/secret';

type Cloud = 'alibaba' | 'kingsoft';

/** An AccessKey as it is configured; what is missing is reported elsewhere. */
interface ConfiguredKey {
  readonly cloud: Cloud;
  readonly id: unknown;
  readonly secret: Secret | undefined;
  /** Whether a session token is configured with it. */
  readonly token: boolean;
}

interface KeyProblem {
  readonly part: 'id' | 'secret';
  readonly problem: Phrase;
}

/** How the IDs of each cloud begin. Keys of private clouds may begin otherwise. */
const PREFIX: Readonly<Record<Cloud, string>> = { alibaba: 'LTAI', kingsoft: 'AKLT' };
const OTHER: Readonly<Record<Cloud, Cloud>> = { alibaba: 'kingsoft', kingsoft: 'alibaba' };

/** An ID of either cloud, long enough not to be a secret that begins so by chance. */
const LIKE_AN_ID = /^(LTAI|AKLT|STS\.)[A-Za-z0-9_-]{8,40}$/;

/** What is wrong with an AccessKey that can be seen without asking the cloud. Quotes neither part. */
export function accessKeyProblem({ cloud, id, secret, token }: ConfiguredKey): KeyProblem | null {
  if (typeof id !== 'string') {
    return null;
  }
  const prefix = PREFIX[cloud];
  if (secret !== undefined && LIKE_AN_ID.test(secret.reveal())) {
    const problem = LIKE_AN_ID.test(id)
      ? phrase('configuration.secretIsId')
      : phrase('configuration.keySwapped');
    return { part: 'secret', problem };
  }
  if (id.startsWith('STS.') && !token) {
    return { part: 'id', problem: phrase('configuration.keyTemporary', { prefix }) };
  }
  const other = OTHER[cloud];
  return id.startsWith(PREFIX[other]) && LIKE_AN_ID.test(id)
    ? {
        part: 'id',
        problem: phrase('configuration.keyOfOtherCloud', { prefix: PREFIX[other], expected: prefix }),
      }
    : null;
}
