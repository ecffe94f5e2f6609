import type { FoundKey } from '../../contracts/credential-life';
import { PrepError } from '../../contracts/prep-error';
import { inspectCredentials } from './inspect-credentials';
import type { KeyHolder } from './key-holder';

/** The key that a rotation replaces. */
export interface ReplaceableKey {
  readonly key: FoundKey;
  /** The delivery it belongs to: what is delivered later is no concern of the rotation. */
  readonly deliveredAt: string;
  readonly policies: readonly string[];
}

/**
 * Finds the one AccessKey of delivered credentials, changing nothing. A user that was approved without an AccessKey gets
 * none by a rotation.
 *
 * @throws PrepError `CredentialsGone` where there is none; `SecondAccessKey` where there are two, of which the cloud
 *   cannot tell the recorded one
 */
export async function findReplaceableKey(holder: KeyHolder, signal: AbortSignal): Promise<ReplaceableKey> {
  const resource = holder.what;
  const found = await inspectCredentials(holder, signal);
  if (found.found !== 'delivered') {
    throw new PrepError('CredentialsGone', { resource, detail: `Nothing is replaced: ${found.why}.` });
  }
  const [key, second] = found.keys;
  if (key === undefined) {
    throw new PrepError('CredentialsGone', {
      resource,
      detail: 'It has no AccessKey that could be replaced.',
    });
  }
  if (second !== undefined) {
    const both = found.keys.map(
      ({ accessKeyId, status, createdAt }) => `${accessKeyId} (${status.toLowerCase()}, made ${createdAt})`,
    );
    throw new PrepError('SecondAccessKey', { resource, detail: `They are ${both.join(' and ')}.` });
  }
  return { key, deliveredAt: found.deliveredAt, policies: found.policies };
}
