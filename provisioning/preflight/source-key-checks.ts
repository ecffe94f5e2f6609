import type { KsyunIam } from '../../clouds/ksyun-iam/port';
import type { ErrorReport } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { Preparation } from '../../contracts/runs/preparation';
import type { Check } from '../../contracts/credentials/provisioning';
import { iamOf, type Clouds } from '../clouds';
import type { Ownership } from '../trust/mark';
import { ownedKeyInWords } from '../identity/key-in-words';
import { ownerOfKey } from '../identity/key-owner';
import { iamIdentity, optionsOf, ownedPolicy, readerNamed } from '../identity/iam-identity';
import { assertUndelivered } from '../identity/owned-identity';
import { check } from './collect';

/** Who owns the configured KS3 AccessKey, and, if the plan has a dedicated one, whether it can be created. */
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
  const name = phrase('provisioning.ks3AccessKey');
  const patience = AbortSignal.timeout(patienceMs);
  try {
    const iam = clouds.iam(profile);
    return iam === null
      ? {
          name,
          outcome: 'ok',
          message: phrase('provisioning.ownerNotChecked', { accessKeyId, profile }),
        }
      : { name, ...(await whose(iam, accessKeyId, AbortSignal.any([signal, patience]))) };
  } catch (error) {
    signal.throwIfAborted();
    if (patience.aborted) {
      const message = phrase('provisioning.ownerNotAnswered', { accessKeyId });
      return { name, outcome: 'warning', message };
    }
    if (!(error instanceof PrepError)) {
      throw error;
    }
    const { resource, code } = error.context;
    const why: ErrorReport = { error: error.type, about: { resource, code }, withoutRemedy: true };
    return {
      name,
      outcome: error.effect === 'transient' ? 'warning' : 'ok',
      message: phrase('provisioning.ownerNotFound', { accessKeyId, why }),
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
        message: phrase('provisioning.ownerUnknown', { accessKeyId }),
      }
    : { outcome: 'ok', message: ownedKeyInWords(owned, new Date()) };
}

/** The names of the dedicated user and policy are free or ours. */
function readerCheck(
  preparation: Preparation,
  ownership: Ownership,
  clouds: Clouds,
  signal: AbortSignal,
): Promise<Check> {
  const { source, sourceKey } = preparation;
  return check(phrase('provisioning.sourceAccessKey'), async () => {
    if (sourceKey.mode !== 'create') {
      return phrase('provisioning.configuredKeyUsed');
    }
    const { userName, policy } = sourceKey;
    const iam = iamOf(clouds, source.profile);
    const reader = readerNamed(sourceKey, source.bucket, optionsOf(preparation));
    const user = iamIdentity(reader, ownership, iam);
    const found = await user.find(signal);
    if (found !== null) {
      await assertUndelivered(user, found, signal);
    }
    await ownedPolicy(policy.name, ownership, iam, signal);
    return found === null
      ? phrase('provisioning.readerWillBeCreated', { name: userName, bucket: source.bucket })
      : phrase('provisioning.readerOfEarlierRun', { name: userName });
  });
}
