import { matchesAny } from '../../contracts/inputs/bucket-patterns';
import type { Fleet } from '../../contracts/inputs/fleet-input';
import { preparationOf } from '../../contracts/inputs/fleet-input';
import type { Settings } from '../../contracts/settings';
import { ks3Buckets } from '../clouds';
import { invalid, sourceOf } from '../request/validate-preparation';

/**
 * The names of the buckets in the source account that a fleet names by patterns, in order.
 *
 * @throws PrepError `InvalidInput`, `Ks3…`
 */
export async function matchingBuckets(
  { defaults, match }: Fleet,
  settings: Settings,
  signal: AbortSignal,
): Promise<string[]> {
  // Any name will do: the account is that of the profile.
  const { input, problems } = preparationOf('any-bucket', defaults);
  const source = input === null ? null : sourceOf(input.source, settings);
  if (source === null) {
    throw invalid('prepareMigrations', problems);
  }
  const buckets = await ks3Buckets(source, settings, signal);
  return buckets.map(({ name }) => name).filter((name) => matchesAny(name, match));
}
