import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/**
 * The warning about a prefix that does not end in `/`: it is no folder, because it also matches keys that continue with
 * another character. Null for a prefix that ends in `/`, and for the empty one.
 */
export function openPrefixWarning(prefix: string): Phrase | null {
  return prefix === '' || prefix.endsWith('/') ? null : phrase('inventory.openPrefix', { prefix });
}
