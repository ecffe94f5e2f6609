import { randomBytes } from 'node:crypto';
import type { Clouds } from '../../provisioning/clouds';
import { whoseKeyCheck } from '../../provisioning/preflight/source-key-checks';
import { PrepError } from '../../contracts/prep-error';
import type { Settings, SourceProfile } from '../../contracts/settings';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { ask, askCheck } from './ask';
import { ok, warning, type DoctorCheck } from './doctor-report';

/**
 * The owner of each source's KS3 key, and whether a dedicated one could be created. A preparation can run with the
 * configured key in any case, so no result is a problem.
 */
export async function checkIam({ sources }: Settings, clouds: Clouds): Promise<DoctorCheck[]> {
  const found = await Promise.all(
    Object.entries(sources).map(([profile, source]) => checkSource(profile, source, clouds)),
  );
  return found
    .flat()
    .map((check) => (check.outcome === 'problem' ? { ...check, outcome: 'warning' } : check));
}

async function checkSource(profile: string, source: SourceProfile, clouds: Clouds): Promise<DoctorCheck[]> {
  const name = phrase('doctor.iamOf', { profile });
  if (source.iam === undefined) {
    return [ok(name, phrase('doctor.noIam', { accessKeyId: source.accessKeyId }))];
  }
  return Promise.all([
    askCheck(
      name,
      (signal) => whoseKeyCheck(profile, source.accessKeyId, clouds, signal),
      phrase('doctor.checkIam', { profile }),
    ),
    ask(name, (signal) => mayLookUpUsers(name, profile, clouds, signal)),
  ]);
}

/** What a dedicated AccessKey needs first, of all that it needs; the rest cannot be tried without changing anything. */
async function mayLookUpUsers(
  name: Phrase,
  profile: string,
  clouds: Clouds,
  signal: AbortSignal,
): Promise<Phrase | DoctorCheck> {
  try {
    await clouds.iam(profile)?.getUser(`prep-doctor-${randomBytes(12).toString('hex')}`, signal);
    return phrase('doctor.iamUsersRead');
  } catch (error) {
    if (error instanceof PrepError && error.type === 'IamNoPermission') {
      return warning(name, [error.report, phrase('doctor.onlyCreateNeedsIt')], phrase('doctor.iamActions'));
    }
    throw error;
  }
}
