import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { named } from '../../presentation/text/foreign-text';
import { setTimeout as delay } from 'node:timers/promises';
import { PrepError } from '../../contracts/prep-error';
import type { AccountRef } from '../../contracts/runs/preparation';
import type { Check } from '../../contracts/credentials/provisioning';
import type { AccessKeyPair, Clouds } from '../clouds';
import type { Identity } from './identity';
import type { Patience } from './make-access-key';
import { mayPass, refusalOfAnyKey } from './propagation';

/** A fresh key is known everywhere within about two minutes (Terraform's provider waits as long). */
const ACCEPTED_WITHIN: Patience = { patienceMs: 120_000, everyMs: 1500 };

/** The owner of the key, and what it must reach. */
export interface KeyTrial {
  readonly userName: string;
  readonly account: AccountRef;
  /** Names of the user's policies. */
  readonly policies: readonly string[];
  /** Null if no bucket is known. */
  readonly destination: { readonly bucket: string; readonly region: string } | null;
}

/**
 * Tries a fresh AccessKey: who it is, and whether it reaches the destination bucket. Waits while the key is not
 * accepted everywhere yet, and for no other refusal.
 *
 * Never throws for what the key cannot do: that is a finding, which the verification step acts on. The key is
 * recorded either way.
 */
export async function tryAccessKey(
  { userName, account, policies, destination }: KeyTrial,
  key: AccessKeyPair,
  clouds: Clouds,
  signal: AbortSignal,
  { patienceMs, everyMs }: Patience = ACCEPTED_WITHIN,
): Promise<Check[]> {
  const until: Until = { until: performance.now() + patienceMs, everyMs };
  const identity = await tried(phrase('provisioning.newKeyIdentity'), until, signal, async () => {
    const { accountId, arn } = await clouds.sts(key).whoAmI(signal);
    if (accountId !== account.id || !arn.endsWith(`:user/${userName}`)) {
      throw new PrepError('IdentityUnexpected', {
        resource: phrase('resource.ramUserOfAccount', { name: userName, account: account.id }),
        detail: phrase('provisioning.keyIs', { arn: named(arn) }),
      });
    }
    return phrase('provisioning.keyIs', { arn: named(arn) });
  });
  if (destination === null) {
    return [identity];
  }
  const { bucket, region } = destination;
  if (!policies.some((name) => OSS_WRITERS.has(name))) {
    return [identity, notTriedOnOss(bucket)];
  }
  const reaches = await tried(phrase('provisioning.newKeyBucket'), until, signal, async () => {
    const oss = clouds.oss(region, key);
    await oss.probeRead(bucket, signal);
    await oss.probeWrite(bucket, signal);
    return phrase('provisioning.keyReachesBucket', { bucket });
  });
  return [identity, reaches];
}

/**
 * Stops if a fresh key was refused.
 *
 * @throws PrepError `NewKeyRefused`, or the refusal itself if no key would be accepted
 */
export function requireAccepted(checks: readonly Check[], { what }: Identity, accessKeyId: string): void {
  const refused = checks.filter(({ outcome }) => outcome === 'problem');
  const ofAnyKey = refusalOfAnyKey(refused);
  if (ofAnyKey?.errorType !== undefined && ofAnyKey.report !== undefined) {
    throw new PrepError(ofAnyKey.errorType, ofAnyKey.report.about);
  }
  if (refused.length > 0) {
    throw new PrepError('NewKeyRefused', {
      resource: phrase('resource.accessKeyOf', { id: accessKeyId, of: what }),
      detail: refused.map(({ message }) => message),
    });
  }
}

/** Policies with which the key itself reads and writes OSS; other sets reach the bucket through a RAM role. */
const OSS_WRITERS = new Set(['AliyunOSSFullAccess', 'AdministratorAccess']);

function notTriedOnOss(bucket: string): Check {
  return {
    name: phrase('provisioning.newKeyBucket'),
    outcome: 'ok',
    message: phrase('provisioning.keyNotTriedOnBucket', { bucket }),
  };
}

interface Until {
  /** As `performance.now()` says. */
  readonly until: number;
  readonly everyMs: number;
}

async function tried(
  name: Said,
  { until, everyMs }: Until,
  signal: AbortSignal,
  attempt: () => Promise<Said>,
): Promise<Check> {
  for (;;) {
    try {
      return { name, outcome: 'ok', message: await attempt() };
    } catch (error) {
      if (!(error instanceof PrepError)) {
        throw error;
      }
      if (!mayPass(error.type) || performance.now() >= until) {
        const { type, report } = error;
        return { name, outcome: 'problem', message: report, errorType: type, report };
      }
    }
    await delay(everyMs, undefined, { signal });
  }
}
