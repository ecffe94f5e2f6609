import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
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
  /** The user that owns it; looked up if not given. */
  readonly user?: string | undefined;
  /** The AccessKey ID again, if there is no terminal to ask. */
  readonly confirm?: string | undefined;
  readonly force: boolean;
  /** Deletes the dedicated user and its policy too. */
  readonly withUser: boolean;
}

/**
 * Disables or deletes an AccessKey, once somebody has typed its ID: a deleted key cannot be restored.
 *
 * @throws CommandError `InvalidInput`, `NotFound`, `KeyInUse`; PrepError `Iam…`
 */
export async function changeKey(
  source: SourceIam,
  request: ChangeKeyRequest,
  context: CommandContext,
  signal: AbortSignal,
): Promise<Answer> {
  const { change, accessKeyId, force, withUser } = request;
  const { say } = context;
  const userName = await userOf(source, request, signal);
  const keys = await source.iam.listAccessKeys(userName, signal);
  const key = keys.find((one) => one.accessKeyId === accessKeyId);
  if (key === undefined) {
    throw new CommandError('NotFound', phrase('command.noSuchKey', { userName, accessKeyId }));
  }
  const ownership = withUser ? await ownershipOfUser(source, userName, signal) : null;
  const inUse = usedBecause(source, key, keys, withUser);
  if (inUse.length > 0 && !force) {
    throw new CommandError('KeyInUse', phrase('command.keyInUse', { accessKeyId, uses: inUse, change }));
  }
  await confirmed(request, context);
  if (change === 'disable') {
    await source.iam.setAccessKeyStatus(userName, accessKeyId, 'Inactive', signal);
    return done(say(phrase('command.keyDisabled', { userName, accessKeyId })), {
      accessKeyId,
      userName,
      status: 'Inactive',
    });
  }
  if (ownership === null) {
    await source.iam.deleteAccessKey(userName, accessKeyId, signal);
    return done(say(phrase('command.keyDeleted', { userName, accessKeyId })), {
      accessKeyId,
      userName,
      removed: [`AccessKey ${accessKeyId}`],
    });
  }
  const user = iamIdentity({ userName, policyName: userName, bucket: '' }, ownership, source.iam);
  const { removed, kept } = await cleanUp({ delivered: 'remove' }, user, signal);
  const lines = [
    ...removed.map((what) => phrase('command.removed', { what })),
    ...kept.map((one) => phrase('command.kept', { ...one })),
  ];
  return done(lines.map(say).join('\n'), {
    accessKeyId,
    userName,
    removed: removed.map(say),
    kept: kept.map(({ what, why }) => ({ what: say(what), why: say(why) })),
  });
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
    throw new CommandError('NotFound', phrase('command.ownerUnknown', { accessKeyId }));
  }
  return owner;
}

/** The ownership of a user that this product created: no other user is ever deleted. */
async function ownershipOfUser(
  { iam, workerKeys }: SourceIam,
  userName: string,
  signal: AbortSignal,
): Promise<Ownership> {
  const user = await iam.getUser(userName, signal);
  const mark = readMark(workerKeys, { kind: 'iam-user', name: userName }, user?.remark);
  if (mark === 'not this product' || mark === 'not authentic') {
    throw new CommandError('InvalidInput', phrase('command.userNotOurs', { userName }));
  }
  return new Ownership(workerKeys, mark.preparation, '');
}

/** Why something would stop working without the key. */
function usedBecause(
  { settings }: SourceIam,
  { accessKeyId, status }: IamAccessKey,
  keys: readonly IamAccessKey[],
  withUser: boolean,
): Said[] {
  const uses = usesOf(accessKeyId, settings);
  const others = keys.filter((one) => one.accessKeyId !== accessKeyId && one.status === 'Active');
  return [
    ...(uses.length === 0 ? [] : [phrase('command.usedByConfiguration', { uses: uses.join(', ') })]),
    ...(status === 'Active' && others.length === 0 ? [phrase('command.lastActive')] : []),
    ...(withUser && others.length > 0
      ? [phrase('command.otherActive', { others: others.map((one) => one.accessKeyId).join(', ') })]
      : []),
  ];
}

/** @throws CommandError `InvalidInput` if the ID was not typed exactly */
async function confirmed(
  { change, accessKeyId, confirm }: ChangeKeyRequest,
  { ask, say }: CommandContext,
): Promise<void> {
  if (confirm === undefined && ask === undefined) {
    throw new CommandError('InvalidInput', phrase('command.confirmNeeded', { change, accessKeyId }));
  }
  const typed = confirm ?? (await ask?.(say(phrase('command.typeKeyId', { change })))) ?? '';
  if (typed.trim() !== accessKeyId) {
    throw new CommandError('InvalidInput', phrase('command.notConfirmed', { accessKeyId }));
  }
}
