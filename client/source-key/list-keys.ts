import type { CommandContext } from '../command-context';
import { phrase } from '../../presentation/words/words';
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
  context: CommandContext,
  signal: AbortSignal,
): Promise<Answer> {
  const { words, say } = context;
  const { sourceKeys } = words.terminal;
  const configured = source.accessKeyId;
  const owner = user === undefined ? await ownerOfKey(iam, configured, signal) : null;
  const userName = user ?? owner?.userName;
  if (userName === undefined) {
    const why = say(phrase('command.configuredOwnerUnknown', { accessKeyId: configured }));
    const json = { profile, configured, accountId: null, userName: null, keys: [] };
    return { exitCode: EXIT.done, json, text: why };
  }
  const found = await iam.getUser(userName, signal);
  if (found === null) {
    throw new CommandError('NotFound', phrase('command.noIamUser', { userName }));
  }
  const keys = (await iam.listAccessKeys(userName, signal)).map((key) => ({
    ...key,
    inUseBy: usesOf(key.accessKeyId, settings),
  }));
  const { accountId } = found;
  const heading = sourceKeys.heading(userName, accountId);
  return {
    exitCode: EXIT.done,
    json: { profile, configured, accountId, userName, keys },
    text:
      keys.length === 0
        ? `${heading} ${sourceKeys.none}`
        : `${heading}\n${keyTable(keys, new Date(), context)}`,
  };
}
