import type { Preparation } from '../../contracts/runs/preparation';
import type { IssuedAccessKey } from '../../contracts/credentials/provisioning';
import type { Clouds } from '../clouds';
import { issueKey, type IssueOptions, type KeyPurpose } from './issue-key';
import { requireOwn } from './owned-identity';
import { ramUserOf, type OwnerOf } from './ram-identity';
import { tryAccessKey, type KeyTrial } from './try-access-key';

/**
 * Ensures that the RAM user has exactly one AccessKey, created in this attempt, with its secret sealed to the recipients.
 *
 * A key found on the user, which this run created and has delivered nothing with, is the orphan of a lost answer: it is
 * deleted before a new one is created. What the new one cannot do is a finding: the key is recorded either way, and the
 * verification acts on it.
 *
 * @throws PrepError as `issueKey`
 */
export async function issueAccessKey(
  owner: OwnerOf & { readonly preparation: Pick<Preparation, 'account' | 'credentials' | 'destination'> },
  clouds: Clouds,
  signal: AbortSignal,
  options?: IssueOptions,
): Promise<IssuedAccessKey> {
  const { ramUser, destination, account, credentials } = owner.preparation;
  const user = ramUserOf(owner, clouds.ram());
  const policies = ramUser.policies.map(({ name }) => name);
  const trial = { userName: ramUser.name, account, policies, destination };
  return issueKey(
    user,
    {
      keep: [],
      stillOurs: () => requireOwn(user, signal),
      purpose: accessKeyPurpose(trial, clouds, signal),
      recipients: credentials.recipients,
    },
    signal,
    options,
  );
}

/** An AccessKey of a RAM user, for the destination. */
export function accessKeyPurpose(trial: KeyTrial, clouds: Clouds, signal: AbortSignal): KeyPurpose {
  return {
    kind: 'access-key',
    owner: { accountId: trial.account.id, userName: trial.userName },
    tried: (key, patience) => tryAccessKey(trial, key, clouds, signal, patience),
  };
}
