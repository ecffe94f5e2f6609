import { randomBytes } from 'node:crypto';
import type { Clouds } from '../../provisioning/clouds';
import { sourceChecks } from '../../provisioning/preflight/source-checks';
import { PrepError } from '../../contracts/prep-error';
import type { Settings, SourceProfile } from '../../contracts/settings';
import { phrase } from '../../presentation/words/words';
import { ask, shownCheck } from './ask';
import { problem, warning, type DoctorCheck } from './doctor-report';

/** A bucket to try, and the source profile to try it with. */
export interface BucketToTry {
  readonly bucket: string;
  readonly profile: string;
}

/** Each source profile's key is known at its endpoint; one that a bucket is given for must list, locate and read it. */
export async function checkKs3(
  { sources }: Settings,
  clouds: Clouds,
  tried: BucketToTry | null,
): Promise<DoctorCheck[]> {
  if (tried !== null && !Object.hasOwn(sources, tried.profile)) {
    const known = Object.keys(sources).join(', ');
    return [
      problem(
        `KS3 (${tried.profile})`,
        phrase('doctor.noProfile', { profile: tried.profile }),
        phrase('doctor.nameProfile', { known }),
      ),
    ];
  }
  const found = await Promise.all(
    Object.entries(sources).map(([profile, source]) =>
      tried?.profile === profile ? checkBucket(source, tried, clouds) : checkKey(profile, source, clouds),
    ),
  );
  return found.flat();
}

async function checkBucket(
  source: SourceProfile,
  { bucket, profile }: BucketToTry,
  clouds: Clouds,
): Promise<DoctorCheck[]> {
  const name = `KS3 (${profile})`;
  let checks: DoctorCheck[] = [];
  const whole = await ask(name, async (signal) => {
    const { endpoint, region, accessKeyId } = source;
    const found = await sourceChecks(
      { profile, bucket, prefix: '', endpoint, region, accessKeyId },
      clouds,
      signal,
    );
    checks = found.map((check) => shownCheck(name, check));
    return '';
  });
  return whole.outcome === 'ok' ? checks : [whole];
}

/** KS3 has no request that every key may send, so this asks for a bucket that cannot exist. */
async function checkKey(profile: string, source: SourceProfile, clouds: Clouds): Promise<DoctorCheck[]> {
  const name = `KS3 (${profile})`;
  const bucket = `prep-doctor-${randomBytes(12).toString('hex')}`;
  const about = { endpoint: source.endpoint, accessKeyId: source.accessKeyId };
  const check = await ask(name, async (signal) => {
    const ks3 = clouds.ks3({ profile, bucket, endpoint: source.endpoint, region: source.region });
    try {
      await ks3.location(signal);
      return phrase('doctor.ks3Accepts', about);
    } catch (error) {
      if (error instanceof PrepError && error.type === 'Ks3NoSuchBucket') {
        return phrase('doctor.ks3AcceptsBucket', about);
      }
      if (error instanceof PrepError && error.type === 'Ks3AccessDenied') {
        return warning(name, phrase('doctor.ks3Knows', about), phrase('doctor.tryBucket', { profile }));
      }
      throw error;
    } finally {
      ks3.close();
    }
  });
  return [check];
}
