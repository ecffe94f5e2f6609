import { accessWords } from '../../contracts/access-words';
import type { SourceCredentials } from '../../contracts/credential-lifecycle';
import type { KsyunIam } from '../../clouds/ksyun-iam/port';
import { IAM_WORDS } from '../identity/key-directory';
import type { Ownership } from '../trust/mark';
import { isOurPolicy } from '../identity/source-key/owned-reader';
import { removeSourceKey } from '../identity/source-key/remove-source-key';
import type { KeyHolder } from './key-holder';

/** The Kingsoft IAM user that holds the dedicated AccessKey of a source. */
export function iamHolder(credentials: SourceCredentials, ownership: Ownership, iam: KsyunIam): KeyHolder {
  const { userName, policyName, profile } = credentials;
  const what = accessWords.iamUser(userName);
  /** The custom policy, where it is ours. */
  const ownPolicy = async (signal: AbortSignal): Promise<string[]> => {
    const policy = await iam.findPolicy(policyName, signal);
    return policy !== null && isOurPolicy(policy, ownership) ? [accessWords.iamPolicy(policyName)] : [];
  };
  return {
    credentials,
    ownership,
    words: IAM_WORDS,
    what,
    keys: iam,
    on: { kind: 'iam-user', name: userName },
    async marking(signal) {
      return (await iam.getUser(userName, signal))?.remark ?? null;
    },
    setMarking: (text, signal) => iam.updateRemark(userName, text, signal),
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
        { userName, policyName, delivered: 'remove', waitMs: 0 },
        ownership,
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
