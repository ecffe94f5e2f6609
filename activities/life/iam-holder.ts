import { accessWords } from '../../contracts/access-words';
import type { DeliveredSourceKey } from '../../contracts/credential-life';
import type { KsyunIam } from '../../clouds/ksyun-iam/port';
import { IAM_WORDS } from '../key-directory';
import { ownershipOf } from '../mark';
import { removeSourceKey } from '../source-key/remove-source-key';
import type { KeyHolder } from './key-holder';

/** The Kingsoft IAM user that holds the dedicated AccessKey of a source. */
export function iamHolder(credentials: DeliveredSourceKey, iam: KsyunIam): KeyHolder {
  const { userName, policyName, profile, mark } = credentials;
  const what = accessWords.iamUser(userName);
  /** The custom policy, where it is ours. */
  const ownPolicy = async (signal: AbortSignal): Promise<string[]> => {
    const policy = await iam.findPolicy(policyName, signal);
    return policy !== null && ownershipOf(policy.description, mark).owner === 'this workflow'
      ? [accessWords.iamPolicy(policyName)]
      : [];
  };
  return {
    credentials,
    words: IAM_WORDS,
    what,
    keys: iam,
    async marking(signal) {
      return (await iam.getUser(userName, signal))?.remark ?? null;
    },
    async listKeys(signal) {
      const keys = await iam.listAccessKeys(userName, signal);
      return keys.map(({ accessKeyId, status, createdAt }) => ({
        accessKeyId,
        status,
        createdAt: createdAt ?? 'at a time that IAM does not tell',
      }));
    },
    async belongings(signal) {
      const attached = await iam.listAttachedPolicies(userName, signal);
      return {
        policies: attached.map(({ name }) => name),
        logon: false,
        besides: await ownPolicy(signal),
      };
    },
    remove: (stillOurs, signal) =>
      removeSourceKey(
        { profile, userName, policyName, mark, delivered: 'remove', waitMs: 0 },
        iam,
        signal,
        stillOurs,
      ),
    async remains(signal) {
      const user = await iam.getUser(userName, signal);
      return [...(user === null ? [] : [what]), ...(await ownPolicy(signal))];
    },
    nothingRemains: `Kingsoft IAM of source profile ${profile} has no user ${userName} any more; its AccessKeys and the policy that was made for it are gone with it.`,
  };
}
