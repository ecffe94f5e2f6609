import { evidenceOf } from '../../rig/run-evidence';
import { SecretSearch, type Finding, type NamedSecret } from '../../rig/secret-search';
import type { LeakWorld } from './leak-world';
import { PLACES, type PlaceName } from './places';

/** What was searched in a place. */
export interface Looked {
  readonly contents: number;
  readonly bytes: number;
}

export interface LeakReport {
  readonly leaks: readonly (Finding & { readonly place: PlaceName })[];
  readonly looked: ReadonlyMap<PlaceName, Looked>;
}

/**
 * Looks for secrets everywhere.
 *
 * @param which the workflow IDs of the runs to look at
 */
export async function searchPlaces(
  world: LeakWorld,
  secrets: readonly NamedSecret[],
  which = /^/,
): Promise<LeakReport> {
  const search = new SecretSearch(secrets);
  const runs = await evidenceOf(world.clientWithKeys, which);
  const leaks: (Finding & { place: PlaceName })[] = [];
  const looked = new Map<PlaceName, Looked>();
  for (const place of Object.keys(PLACES) as PlaceName[]) {
    const contents = await PLACES[place](world, runs);
    for (const { where, bytes } of contents) {
      leaks.push(...search.in(bytes, where).map((finding) => ({ place, ...finding })));
    }
    const bytes = contents.reduce((sum, content) => sum + Buffer.byteLength(content.bytes), 0);
    looked.set(place, { contents: contents.length, bytes });
  }
  return { leaks, looked };
}
