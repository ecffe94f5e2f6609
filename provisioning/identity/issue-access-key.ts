import type { Preparation } from '../../contracts/preparation';
import type { IssuedAccessKey } from '../../contracts/provisioning';
import type { Clouds } from '../clouds';
import { issueKey, type IssueOptions } from './issue-key';
import { ownedUser, type OwnerOf } from './owned-user';

/**
 * Ensures that the user has exactly one AccessKey, made in this attempt, with its secret sealed to the recipients.
 *
 * A key found on the user, which this run made and has delivered nothing with, is the orphan of a lost answer: it is
 * deleted before a new one is made. Exactly one key remains however often the activity runs.
 *
 * The secret leaves this function sealed only, but for a plain delivery that the configuration asks for.
 *
 * @throws PrepError `RecipientRefused`, `RamNotVisibleYet`, and RAM's own
 */
export async function issueAccessKey(
  owner: OwnerOf & { readonly preparation: Pick<Preparation, 'account' | 'credentials' | 'destination'> },
  clouds: Clouds,
  signal: AbortSignal,
  options?: IssueOptions,
): Promise<IssuedAccessKey> {
  const { ramUser, destination, account, credentials } = owner.preparation;
  return issueKey(
    {
      userName: ramUser.name,
      keep: [],
      stillOurs: () => ownedUser(owner, clouds.ram(), signal),
      account,
      recipients: credentials.recipients,
      reach: { policies: ramUser.policies.map(({ name }) => name), destination },
    },
    clouds,
    signal,
    options,
  );
}
