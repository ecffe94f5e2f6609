import { fromKeyBytes } from './key-bytes';
import { decodeUrl, type PlusMeaning } from './key-encoding';
import { PageScanner } from './page-scanner';
import { ifBelieved, MAX_EMPTY_PAGES, type PageSource } from './page-source';

/**
 * Finds out what `+` means in the keys of a listing, by asking for a key under each of the two names that it can
 * have: the store lists it under its own.
 *
 * @param written a key with a `+`, as a page writes it
 * @returns null if it was found under neither, or under both
 */
export async function askPlusMeaning(
  source: PageSource,
  written: string,
  signal: AbortSignal,
): Promise<PlusMeaning | null> {
  const isListedAs = async (meaning: PlusMeaning): Promise<boolean> => {
    const prefix = fromKeyBytes(decodeUrl(written, meaning));
    if (prefix === null) {
      return false;
    }
    return (await firstWrittenKey(source, prefix, signal)) === written;
  };
  const [asSpace, asPlus] = [await isListedAs('space'), await isListedAs('plus')];
  return asSpace === asPlus ? null : asSpace ? 'space' : 'plus';
}

/** The first key with a prefix, as a page writes it; null if no page says. */
async function firstWrittenKey(
  source: PageSource,
  prefix: string,
  signal: AbortSignal,
): Promise<string | null> {
  const scanner = new PageScanner();
  let continued: { readonly continuationToken?: string } = {};
  for (let pages = 0; pages < MAX_EMPTY_PAGES; pages++) {
    const { body } = await source.fetchPage({ prefix, startAfter: '', maxKeys: 1, ...continued }, signal);
    const first = ifBelieved(() => scanner.firstWritten(body, continued.continuationToken ?? null));
    if (first === null || 'key' in first || first.to === null) {
      return first !== null && 'key' in first ? first.key : null;
    }
    continued = { continuationToken: first.to };
  }
  return null;
}
