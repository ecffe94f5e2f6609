import { fromKeyBytes } from './key-bytes';
import { decodeUrl, type PlusMeaning } from './key-encoding';
import { PageScanner } from './page-scanner';
import { UntrustworthyPage, type PageSource } from './page-source';

/**
 * Finds out what `+` means in the keys of a listing, by asking for a key under each of the two names that it can
 * have: the store lists it under its own.
 *
 * @param written a key with a `+`, as a page writes it
 * @returns null where it was found under neither, or under both
 */
export async function askPlusMeaning(
  source: PageSource,
  written: string,
  signal: AbortSignal,
): Promise<PlusMeaning | null> {
  const scanner = new PageScanner();
  const isListedAs = async (meaning: PlusMeaning): Promise<boolean> => {
    const prefix = fromKeyBytes(decodeUrl(written, meaning));
    if (prefix === null) {
      return false;
    }
    const { body } = await source.fetchPage({ prefix, startAfter: '', maxKeys: 1 }, signal);
    try {
      return scanner.firstWrittenKey(body) === written;
    } catch (error) {
      if (error instanceof UntrustworthyPage) {
        return false;
      }
      throw error;
    }
  };
  const [asSpace, asPlus] = [await isListedAs('space'), await isListedAs('plus')];
  return asSpace === asPlus ? null : asSpace ? 'space' : 'plus';
}
