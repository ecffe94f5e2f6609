import type { RamDirectory } from '../../clouds/ram/port';
import { phrase } from '../../presentation/words/words';
import { accessWords } from '../../contracts/credentials/access-words';
import type { Preparation } from '../../contracts/runs/preparation';
import { deliveredOptions } from '../../contracts/runs/run-commands';
import type { Ownership } from '../trust/mark';
import type { Identity } from './identity';

/** What may keep a user from being deleted, and is removed by this product; groups are not. */
const STRIPPED = new Set(['AccessKey', 'Policy', 'LoginProfile', 'MFADevice']);

/** The RAM user of a preparation, by its name. */
export interface RamUserRef {
  readonly userName: string;
  /** The KS3 bucket that is prepared. */
  readonly bucket: string;
  /** What else the commands about it have to name. */
  readonly options?: readonly string[];
  /** Default: the name. */
  readonly displayName?: string;
  /** Whether the source has a dedicated AccessKey. */
  readonly withSourceKey?: boolean;
}

export function ramIdentity(
  { userName, bucket, options = [], displayName = userName, withSourceKey = false }: RamUserRef,
  ownership: Ownership,
  ram: RamDirectory,
): Identity {
  const about = [bucket, '--user', userName, ...options].join(' ');
  return {
    userName,
    ownership,
    words: {
      directory: 'RAM',
      user: phrase('provisioning.ramUser'),
      notVisibleYet: 'RamNotVisibleYet',
      notOurs: 'RamUserNotOurs',
      refused: 'RamRequestRefused',
    },
    what: accessWords.user(userName),
    on: { kind: 'ram-user', name: userName },
    commands: {
      rotate: `npx prep rotate ${about}`,
      // The run that is refused is the last one of its ID, so the result of the one before cannot be looked up.
      revoke: `npx prep revoke ${about}${withSourceKey ? ' --source-key create' : ''}`,
    },
    nothingRemains: phrase('lifecycle.ramUserGone', { name: userName }),
    find: async (signal) => (await ram.getUser(userName, signal))?.comments ?? null,
    create: async (comments, signal) =>
      (await ram.createUser({ name: userName, displayName, comments }, signal)).outcome,
    mark: (text, signal) => ram.updateComments(userName, text, signal),
    listKeys: (signal) => ram.listAccessKeys(userName, signal),
    createKey: (signal) => ram.createAccessKey(userName, signal),
    setKeyStatus: (accessKeyId, status, signal) =>
      ram.setAccessKeyStatus(userName, accessKeyId, status, signal),
    deleteKey: (accessKeyId, signal) => ram.deleteAccessKey(userName, accessKeyId, signal),
    async attachments(signal) {
      const policies = await ram.listPolicies(userName, signal);
      const logon = await ram.getLogonProfile(userName, signal);
      return [
        ...policies.map((policy) => ({
          kind: 'policy' as const,
          name: policy.name,
          what: accessWords.policy(policy.name, userName),
          detach: (until: AbortSignal) => ram.detachPolicy(userName, policy, until),
        })),
        ...(logon === null
          ? []
          : [
              {
                kind: 'logon' as const,
                name: userName,
                what: accessWords.logon(userName),
                detach: (until: AbortSignal) => ram.deleteLogonProfile(userName, until),
              },
            ]),
        { kind: 'mfa', name: userName, what: null, detach: (until) => ram.unbindMfa(userName, until) },
      ];
    },
    besides: async () => [],
    removeBesides: async () => ({ removed: [], kept: [] }),
    async deleteUser(signal) {
      const deleted = await ram.deleteUser(userName, signal);
      return deleted.outcome === 'removed'
        ? deleted
        : { ...deleted, passing: STRIPPED.has(deleted.blockedBy) };
    },
  };
}

/** The users that a step may change. */
export interface OwnerOf {
  readonly preparation: Pick<Preparation, 'ramUser' | 'source' | 'sourceKey' | 'destination'>;
  readonly ownership: Ownership;
}

export function ramUserOf({ preparation, ownership }: OwnerOf, ram: RamDirectory): Identity {
  const { ramUser, source, sourceKey, destination } = preparation;
  const { name: userName, displayName } = ramUser;
  const withSourceKey = sourceKey.mode === 'create';
  const options = deliveredOptions(source, destination.bucket);
  return ramIdentity(
    { userName, displayName, bucket: source.bucket, options, withSourceKey },
    ownership,
    ram,
  );
}
