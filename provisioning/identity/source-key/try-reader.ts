import { setTimeout as pause } from 'node:timers/promises';
import { PrepError } from '../../../contracts/prep-error';
import type { SourceRequest } from '../../../contracts/preparation';
import type { Check } from '../../../contracts/provisioning';
import type { AccessKeyPair, Clouds } from '../../clouds';
import { sourceChecks } from '../../preflight/source-checks';

const TRY_EVERY_MS = 1500;

/**
 * Tries a fresh key on the bucket that it was made for: list, locate, read an object. Waits while KS3 does not know
 * the key or its policy yet; how long that takes is not documented.
 *
 * @param patienceMs how long to go on trying, in milliseconds
 * @throws PrepError `SourceKeyRefused` where it does not work in that time
 */
export async function tryReader(
  source: SourceRequest,
  key: AccessKeyPair,
  userName: string,
  clouds: Clouds,
  patienceMs: number,
  signal: AbortSignal,
): Promise<Check[]> {
  const withKey: Clouds = { ...clouds, ks3: (asked) => clouds.ks3(asked, key) };
  for (const until = Date.now() + patienceMs; ; await pause(TRY_EVERY_MS, undefined, { signal })) {
    const { checks, problems } = await tried(source, withKey, signal);
    if (problems.length === 0) {
      return checks.map((check) => ({ ...check, name: `New ${check.name}` }));
    }
    if (Date.now() >= until) {
      throw new PrepError('SourceKeyRefused', {
        resource: `AccessKey ${key.accessKeyId} of Kingsoft IAM user ${userName}`,
        detail: problems.join(' '),
      });
    }
  }
}

async function tried(
  source: SourceRequest,
  clouds: Clouds,
  signal: AbortSignal,
): Promise<{ checks: readonly Check[]; problems: readonly string[] }> {
  try {
    const checks = await sourceChecks(source, clouds, signal);
    const problems = checks.filter(({ outcome }) => outcome === 'problem').map(({ message }) => message);
    return { checks, problems };
  } catch (error) {
    if (error instanceof PrepError) {
      return { checks: [], problems: [error.message] };
    }
    throw error;
  }
}
