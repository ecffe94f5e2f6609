import { setTimeout as pause } from 'node:timers/promises';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { SourceRequest } from '../../contracts/runs/preparation';
import type { Check } from '../../contracts/credentials/provisioning';
import type { AccessKeyPair, Clouds } from '../clouds';
import type { Patience } from './make-access-key';
import { mayPass } from './propagation';
import { sourceChecks } from '../preflight/source-checks';

/** How long KS3 may take to know a fresh key is not documented. */
const ACCEPTED_WITHIN: Patience = { patienceMs: 120_000, everyMs: 1500 };

/**
 * Tests a new key on its bucket: list, locate, read an object. Waits while KS3 does not know the key or its policy
 * yet, and for no other refusal.
 *
 * @throws PrepError `SourceKeyRefused` if it does not work in that time
 */
export async function trySourceKey(
  source: SourceRequest,
  key: AccessKeyPair,
  userName: string,
  clouds: Clouds,
  signal: AbortSignal,
  { patienceMs, everyMs }: Patience = ACCEPTED_WITHIN,
): Promise<Check[]> {
  const withKey: Clouds = { ...clouds, ks3: (asked) => clouds.ks3(asked, key) };
  for (const until = performance.now() + patienceMs; ; await pause(everyMs, undefined, { signal })) {
    const { checks, problems, mayChange } = await tried(source, withKey, signal);
    if (problems.length === 0) {
      return checks.map((check) => ({
        ...check,
        name: phrase('provisioning.withNewKey', { check: check.name }),
      }));
    }
    if (!mayChange || performance.now() >= until) {
      throw new PrepError('SourceKeyRefused', {
        resource: phrase('resource.accessKeyOf', {
          id: key.accessKeyId,
          of: phrase('resource.iamUser', { name: userName }),
        }),
        detail: problems,
      });
    }
  }
}

async function tried(
  source: SourceRequest,
  clouds: Clouds,
  signal: AbortSignal,
): Promise<{ checks: readonly Check[]; problems: readonly Said[]; mayChange: boolean }> {
  try {
    const checks = await sourceChecks(source, clouds, signal);
    const failed = checks.filter(({ outcome }) => outcome === 'problem');
    const mayChange = failed.every(({ errorType }) => errorType === undefined || mayPass(errorType));
    return { checks, problems: failed.map(({ message }) => message), mayChange };
  } catch (error) {
    if (error instanceof PrepError) {
      return { checks: [], problems: [error.report], mayChange: mayPass(error.type) };
    }
    throw error;
  }
}
