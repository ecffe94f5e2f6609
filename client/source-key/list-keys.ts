import { ownerOfKey } from '../../provisioning/identity/key-owner';
import type { Answer } from '../answer';
import { CommandError } from '../command-error';
import { EXIT } from '../exit-codes';
import { keyTable } from './key-table';
import { usesOf, type SourceIam } from './source-iam';

/**
 * Lists the AccessKeys of an IAM user: by default of the one that the configured KS3 key is of.
 *
 * @throws CommandError `NotFound`, PrepError `Iam…`
 */
export async function listKeys(
  { iam, source, settings, profile }: SourceIam,
  user: string | undefined,
  signal: AbortSignal,
): Promise<Answer> {
  const configured = source.accessKeyId;
  const owner = user === undefined ? await ownerOfKey(iam, configured, signal) : null;
  const userName = user ?? owner?.userName;
  if (userName === undefined) {
    const why = `AccessKey ${configured} belongs to no user that Kingsoft IAM shows: it may be the main account's own. Name a user with --user.`;
    const json = { profile, configured, accountId: null, userName: null, keys: [] };
    return { exitCode: EXIT.done, json, text: why };
  }
  const found = await iam.getUser(userName, signal);
  if (found === null) {
    throw new CommandError('NotFound', `There is no Kingsoft IAM user ${userName}.`);
  }
  const keys = (await iam.listAccessKeys(userName, signal)).map((key) => ({
    ...key,
    inUseBy: usesOf(key.accessKeyId, settings),
  }));
  const { accountId } = found;
  const account = accountId === null ? '' : ` of account ${accountId}`;
  const heading = `AccessKeys of Kingsoft IAM user ${userName}${account}:`;
  return {
    exitCode: EXIT.done,
    json: { profile, configured, accountId, userName, keys },
    text: keys.length === 0 ? `${heading} none.` : `${heading}\n${keyTable(keys, new Date())}`,
  };
}
