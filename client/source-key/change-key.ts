import { say, withText } from '../../presentation/words/words';
import { Ownership, readMark } from '../../provisioning/trust/mark';
import { ownerOfKey } from '../../provisioning/identity/key-owner';
import { iamIdentity } from '../../provisioning/identity/iam-identity';
import { cleanUp } from '../../provisioning/identity/remove-identity';
import type { IamAccessKey } from '../../clouds/ksyun-iam/port';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { EXIT } from '../exit-codes';
import { usesOf, type SourceIam } from './source-iam';

/** What to do with which AccessKey. */
export interface ChangeKeyRequest {
  readonly change: 'disable' | 'delete';
  readonly accessKeyId: string;
  /** The user that it is of; looked for where it is not given. */
  readonly user?: string | undefined;
  /** The AccessKey ID once more, for where nobody can be asked. */
  readonly confirm?: string | undefined;
  readonly force: boolean;
  /** Deletes the dedicated user and its policy too. */
  readonly withUser: boolean;
}

/**
 * Disables or deletes an AccessKey, once somebody has typed its ID: a deleted key cannot be had back.
 *
 * @throws CommandError `InvalidInput`, `NotFound`, `KeyInUse`; PrepError `Iam…`
 */
export async function changeKey(
  source: SourceIam,
  request: ChangeKeyRequest,
  ask: CommandContext['ask'],
  signal: AbortSignal,
): Promise<Answer> {
  const { change, accessKeyId, force, withUser } = request;
  const userName = await userOf(source, request, signal);
  const keys = await source.iam.listAccessKeys(userName, signal);
  const key = keys.find((one) => one.accessKeyId === accessKeyId);
  if (key === undefined) {
    throw new CommandError('NotFound', `Kingsoft IAM user ${userName} has no AccessKey ${accessKeyId}.`);
  }
  const ownership = withUser ? await ownershipOfUser(source, userName, signal) : null;
  const inUse = usedBecause(source, key, keys, withUser);
  if (inUse.length > 0 && !force) {
    throw new CommandError(
      'KeyInUse',
      `AccessKey ${accessKeyId} is left as it is: ${inUse.join('; ')}. To ${change} it all the same, add --force.`,
    );
  }
  await confirmed(request, ask);
  if (change === 'disable') {
    await source.iam.setAccessKeyStatus(userName, accessKeyId, 'Inactive', signal);
    return done(`Disabled AccessKey ${accessKeyId} of Kingsoft IAM user ${userName}.`, {
      accessKeyId,
      userName,
      status: 'Inactive',
    });
  }
  if (ownership === null) {
    await source.iam.deleteAccessKey(userName, accessKeyId, signal);
    return done(`Deleted AccessKey ${accessKeyId} of Kingsoft IAM user ${userName}.`, {
      accessKeyId,
      userName,
      removed: [`AccessKey ${accessKeyId}`],
    });
  }
  const user = iamIdentity({ userName, policyName: userName, bucket: '' }, ownership, source.iam);
  const { removed, kept } = await cleanUp({ delivered: 'remove' }, user, signal);
  const lines = [
    ...removed.map((what) => `Removed ${say('en', what)}.`),
    ...kept.map(({ what, why }) => `Kept ${say('en', what)}: ${say('en', why)}.`),
  ];
  return done(lines.join('\n'), withText('en', { accessKeyId, userName, removed, kept }));
}

function done(text: string, json: object): Answer {
  return { exitCode: EXIT.done, json, text };
}

async function userOf(
  { iam }: SourceIam,
  { accessKeyId, user }: ChangeKeyRequest,
  signal: AbortSignal,
): Promise<string> {
  const owner = user ?? (await ownerOfKey(iam, accessKeyId, signal))?.userName;
  if (owner === undefined) {
    throw new CommandError(
      'NotFound',
      `AccessKey ${accessKeyId} belongs to no user that Kingsoft IAM shows. If it is one of a user, name the user with --user; one of the main account is changed in the console.`,
    );
  }
  return owner;
}

/** In whose name a user was made that this product made: no other is ever deleted. */
async function ownershipOfUser(
  { iam, workerKeys }: SourceIam,
  userName: string,
  signal: AbortSignal,
): Promise<Ownership> {
  const user = await iam.getUser(userName, signal);
  const mark = readMark(workerKeys, { kind: 'iam-user', name: userName }, user?.remark);
  if (mark === 'not this product' || mark === 'not authentic') {
    throw new CommandError(
      'InvalidInput',
      `Kingsoft IAM user ${userName} was not made by ks3-oss-prep, so it is left as it is. Without --with-user the AccessKey alone is deleted.`,
    );
  }
  return new Ownership(workerKeys, mark.preparation, '');
}

/** Why something would stop working without the key. */
function usedBecause(
  { settings }: SourceIam,
  { accessKeyId, status }: IamAccessKey,
  keys: readonly IamAccessKey[],
  withUser: boolean,
): string[] {
  const uses = usesOf(accessKeyId, settings);
  const others = keys.filter((one) => one.accessKeyId !== accessKeyId && one.status === 'Active');
  return [
    ...(uses.length === 0 ? [] : [`the configuration uses it (${uses.join(', ')})`]),
    ...(status === 'Active' && others.length === 0 ? ['it is the last active AccessKey of its user'] : []),
    ...(withUser && others.length > 0
      ? [`its user has another active AccessKey, ${others.map((one) => one.accessKeyId).join(', ')}`]
      : []),
  ];
}

/** @throws CommandError `InvalidInput` where the ID was not typed exactly */
async function confirmed(
  { change, accessKeyId, confirm }: ChangeKeyRequest,
  ask: CommandContext['ask'],
): Promise<void> {
  if (confirm === undefined && ask === undefined) {
    throw new CommandError(
      'InvalidInput',
      `Nobody can be asked here; to ${change} it, say its ID once more: --confirm ${accessKeyId}`,
    );
  }
  const typed = confirm ?? (await ask?.(`Type the AccessKey ID to ${change} it: `)) ?? '';
  if (typed.trim() !== accessKeyId) {
    throw new CommandError('InvalidInput', `That is not ${accessKeyId}; nothing was changed.`);
  }
}
