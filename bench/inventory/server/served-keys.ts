import { kinds } from '../../splitting/kinds';
import { keyspaces, type Shape } from './keyspaces';
import { Positions, type KeyPositions } from './positions';
import { StoredKeys } from './stored-keys';

/**
 * The keys of a bucket to serve.
 *
 * @param name one of `keyspaces`, which are computed, or of the kinds of bench/splitting, which are kept in memory
 */
export function servedKeys(name: string, count: number): KeyPositions {
  if (name in keyspaces) {
    return new Positions(keyspaces[name as Shape](count));
  }
  const kind = kinds.find((each) => each.name === name);
  if (kind === undefined) {
    throw new Error(`There is no keyspace "${name}".`);
  }
  return new StoredKeys(kind.make(1, count));
}
