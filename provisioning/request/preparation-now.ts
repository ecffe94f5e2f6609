import { BUCKET_SETTINGS } from '../../contracts/inputs/bucket-settings';
import type { Deviation } from '../../contracts/runs/plan';
import type { Preparation } from '../../contracts/runs/preparation';
import type { Settings } from '../../contracts/settings';
import { phrase } from '../../presentation/words/words';
import { resolvePolicies } from './policy-presets';
import { failAccepted, validatePreparation } from './validate-preparation';

/**
 * What an input resolves to with the worker's current configuration. Every step computes it itself, because whoever
 * can write to the namespace can forge what a workflow claims.
 *
 * @throws PrepError `ConfigurationChanged` if an accepted input is no longer valid
 */
export async function preparationNow(input: unknown, settings: Settings): Promise<Preparation> {
  try {
    return await validatePreparation(input, settings);
  } catch (error) {
    return failAccepted(error, phrase('resource.thisPreparation'));
  }
}

/** Where a preparation deviates from the configuration. */
export function deviationsOf(preparation: Preparation, settings: Settings): Deviation[] {
  const { source, destination, ramUser, credentials } = preparation;
  const { defaults } = settings;
  const profile = settings.sources[source.profile];
  const added = (asked: readonly string[], configured: readonly string[]) =>
    asked.filter((one) => !configured.includes(one));
  return [
    ...differing('source.endpoint', profile?.endpoint, source.endpoint),
    ...differing('source.region', profile?.region, source.region),
    ...BUCKET_SETTINGS.flatMap((name) => differing(`destination.${name}`, defaults[name], destination[name])),
    ...differing('destination.adopt', false, destination.adopt),
    ...beyond(
      'ramUser.policies',
      added(
        ramUser.policies.map(({ name }) => name),
        resolvePolicies(defaults.policies).map(({ name }) => name),
      ),
    ),
    ...beyond('credentials.recipients', added(credentials.recipients, settings.credentials.recipients)),
    ...differing('credentials.expireAfterMs', settings.credentials.expireAfterMs, credentials.expireAfterMs),
  ];
}

function differing(what: string, configured: unknown, asked: unknown): Deviation[] {
  return configured === asked ? [] : [{ what, configured: String(configured), asked: String(asked) }];
}

function beyond(what: string, added: readonly string[]): Deviation[] {
  return added.map((asked) => ({ what, configured: null, asked }));
}
