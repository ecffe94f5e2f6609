import type { IamPolicy, KsyunIam } from '../../clouds/ksyun-iam/port';
import { phrase } from '../../presentation/words/words';
import { accessWords } from '../../contracts/credentials/access-words';
import { PrepError } from '../../contracts/prep-error';
import type { Preparation } from '../../contracts/runs/preparation';
import { deliveredOptions } from '../../contracts/runs/run-commands';
import type { ReaderRequest } from '../request/reader-request';
import type { Ownership } from '../trust/mark';
import type { Identity } from './identity';

/** The Kingsoft IAM user that reads one bucket with an AccessKey of its own, and its policy, by their names. */
export interface Reader {
  readonly userName: string;
  readonly policyName: string;
  readonly bucket: string;
  /** What else the commands about it have to name. */
  readonly options?: readonly string[];
}

export function readerNamed(
  { userName, policy }: ReaderRequest,
  bucket: string,
  options: readonly string[] = [],
): Reader {
  return { userName, policyName: policy.name, bucket, options };
}

/** What commands about the dedicated key of a preparation have to name besides the bucket. */
export function optionsOf({ ramUser, source, destination }: Preparation): string[] {
  return ['--user', ramUser.name, ...deliveredOptions(source, destination.bucket)];
}

export function iamIdentity(
  { userName, policyName, bucket, options = [] }: Reader,
  ownership: Ownership,
  iam: KsyunIam,
): Identity {
  /** The custom policy, which may exist without its user; null if it is not ours. */
  const ownPolicy = async (signal: AbortSignal): Promise<IamPolicy | null> => {
    const policy = await iam.findPolicy(policyName, signal);
    return policy !== null && isOurPolicy(policy, ownership) ? policy : null;
  };
  const about = [bucket, ...options].join(' ');
  const policyWords = accessWords.iamPolicy(policyName);
  return {
    userName,
    ownership,
    words: {
      directory: 'Kingsoft IAM',
      user: phrase('lifecycle.iamUser'),
      notVisibleYet: 'IamNotVisibleYet',
      notOurs: 'IamUserNotOurs',
      refused: 'IamRequestRefused',
    },
    what: accessWords.iamUser(userName),
    on: { kind: 'iam-user', name: userName },
    commands: {
      rotate: `npx prep rotate ${about} --source --source-key create`,
      revoke: `npx prep revoke ${about} --source-key create`,
    },
    nothingRemains: phrase('lifecycle.iamUserGone', { name: userName }),
    find: async (signal) => (await iam.getUser(userName, signal))?.remark ?? null,
    create: (mark, signal) => iam.createUser(userName, mark, signal),
    mark: (text, signal) => iam.updateRemark(userName, text, signal),
    async listKeys(signal) {
      const keys = await iam.listAccessKeys(userName, signal);
      return keys.map(({ accessKeyId, status, createdAt }) => ({
        accessKeyId,
        status,
        createdAt: createdAt ?? '',
      }));
    },
    createKey: (signal) => iam.createAccessKey(userName, signal),
    setKeyStatus: (accessKeyId, status, signal) =>
      iam.setAccessKeyStatus(userName, accessKeyId, status, signal),
    deleteKey: (accessKeyId, signal) => iam.deleteAccessKey(userName, accessKeyId, signal),
    async attachments(signal) {
      const attached = await iam.listAttachedPolicies(userName, signal);
      return attached.map(({ krn, name }) => ({
        kind: 'policy',
        name,
        what: accessWords.iamAttachment(name, userName),
        detach: (until) => iam.detachPolicy(userName, krn, until),
      }));
    },
    besides: async (signal) => ((await ownPolicy(signal)) === null ? [] : [policyWords]),
    async removeBesides(stillOurs, signal) {
      await stillOurs();
      const policy = await ownPolicy(signal);
      if (policy === null) {
        return { removed: [], kept: [] };
      }
      return (await iam.deletePolicy(policy.krn, signal)) === 'blocked'
        ? { removed: [], kept: [{ what: policyWords, why: phrase('provisioning.attachedElsewhere') }] }
        : { removed: [policyWords], kept: [] };
    },
    async deleteUser(signal) {
      const deleted = await iam.deleteUser(userName, signal);
      return deleted.outcome === 'removed'
        ? deleted
        : { ...deleted, passing: /^User(Ak|Policy)DeleteConflict$/.test(deleted.blockedBy) };
    },
  };
}

/**
 * The custom policy of that name, which must be ours; null if there is none.
 *
 * @throws PrepError `IamUserNotOurs`
 */
export async function ownedPolicy(
  policyName: string,
  ownership: Ownership,
  iam: KsyunIam,
  signal: AbortSignal,
): Promise<IamPolicy | null> {
  const policy = await iam.findPolicy(policyName, signal);
  if (policy !== null && !isOurPolicy(policy, ownership)) {
    throw new PrepError('IamUserNotOurs', { resource: accessWords.iamPolicy(policyName) });
  }
  return policy;
}

function isOurPolicy({ name, description }: IamPolicy, ownership: Ownership): boolean {
  return ownership.of({ kind: 'iam-policy', name }, description).owner === 'this preparation';
}
