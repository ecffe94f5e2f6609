import { shown } from '../../presentation/text/foreign-text';
import type { KsyunIam } from '../../clouds/ksyun-iam/port';
import { whatHappened } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { Preparation } from '../../contracts/preparation';
import type { Check } from '../../contracts/provisioning';
import { iamOf, type Clouds } from '../clouds';
import type { Ownership } from '../trust/mark';
import { ownedKeyInWords } from '../identity/key-in-words';
import { ownerOfKey } from '../identity/key-owner';
import { iamIdentity, ownedPolicy, readerNamed } from '../identity/iam-identity';
import { assertUndelivered } from '../identity/owned-identity';
import { check } from './collect';

/** Whose the configured KS3 AccessKey is, and, where the plan makes a dedicated one, whether that can be made. */
export async function sourceKeyChecks(
  preparation: Preparation,
  ownership: Ownership,
  clouds: Clouds,
  signal: AbortSignal,
): Promise<Check[]> {
  const { source, sourceKey } = preparation;
  const configured = whoseKeyCheck(source.profile, source.accessKeyId, clouds, signal);
  return Promise.all(
    sourceKey.mode === 'create'
      ? [configured, readerCheck(preparation, ownership, clouds, signal)]
      : [configured],
  );
}

/** An IAM that is slower must not hold up what does not need it; in milliseconds. */
const PATIENCE_MS = 8000;

/** Never a problem: a key that may only read its bucket is a good one, and cannot ask IAM. */
export async function whoseKeyCheck(
  profile: string,
  accessKeyId: string,
  clouds: Pick<Clouds, 'iam'>,
  signal: AbortSignal,
  patienceMs = PATIENCE_MS,
): Promise<Check> {
  const name = 'KS3 AccessKey';
  const patience = AbortSignal.timeout(patienceMs);
  try {
    const iam = clouds.iam(profile);
    return iam === null
      ? {
          name,
          outcome: 'ok',
          message: `Whose AccessKey ${accessKeyId} is was not asked: no Kingsoft IAM is configured for source profile ${profile}.`,
        }
      : { name, ...(await whose(iam, accessKeyId, AbortSignal.any([signal, patience]))) };
  } catch (error) {
    signal.throwIfAborted();
    if (patience.aborted) {
      const message = `Whose AccessKey ${accessKeyId} is could not be learnt: Kingsoft IAM did not answer in time.`;
      return { name, outcome: 'warning', message };
    }
    if (!(error instanceof PrepError)) {
      throw error;
    }
    const { resource } = error.context;
    const why = whatHappened({ error: error.type, about: { resource } }, 'en');
    const code = error.context.code === undefined ? '' : ` (${shown(error.context.code, 100)})`;
    return {
      name,
      outcome: error.effect === 'transient' ? 'warning' : 'ok',
      message: `Whose AccessKey ${accessKeyId} is could not be learnt: ${why}${code}`,
    };
  }
}

async function whose(
  iam: KsyunIam,
  accessKeyId: string,
  signal: AbortSignal,
): Promise<Pick<Check, 'outcome' | 'message'>> {
  const owned = await ownerOfKey(iam, accessKeyId, signal);
  return owned === null
    ? {
        outcome: 'warning',
        message: `AccessKey ${accessKeyId} belongs to no user that Kingsoft IAM shows: it may be the main account's own, which may do anything. {"source":{"accessKey":"create"}} makes a dedicated one that only reads the bucket.`,
      }
    : { outcome: 'ok', message: ownedKeyInWords(owned, new Date()) };
}

/** The dedicated user's and policy's names are free or ours. */
function readerCheck(
  { source, sourceKey }: Preparation,
  ownership: Ownership,
  clouds: Clouds,
  signal: AbortSignal,
): Promise<Check> {
  return check('Source AccessKey', async () => {
    if (sourceKey.mode !== 'create') {
      return 'The configured AccessKey is used.';
    }
    const { userName, policy } = sourceKey;
    const iam = iamOf(clouds, source.profile);
    const user = iamIdentity(readerNamed(sourceKey, source.bucket), ownership, iam);
    const found = await user.find(signal);
    if (found !== null) {
      await assertUndelivered(user, found, signal);
    }
    await ownedPolicy(policy.name, ownership, iam, signal);
    return found === null
      ? `Kingsoft IAM user ${userName} does not exist yet and will be created after the approval, with an AccessKey that may list, locate and read KS3 bucket ${source.bucket} alone.`
      : `Kingsoft IAM user ${userName} was made by an earlier run of this preparation.`;
  });
}
