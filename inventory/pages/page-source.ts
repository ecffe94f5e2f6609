import type { PageRequest, RawPage } from '../../contracts/listing/listing';
import type { Phrase } from '../../presentation/words/phrase';
import { say } from '../../presentation/words/words';

/** What the engine lists from. `clouds/ks3` satisfies it; tests give a fake. */
export interface PageSource {
  fetchPage(request: PageRequest, signal: AbortSignal): Promise<RawPage>;
}

/** Pages in a row that may hold no key, though more follows: a store may look at a thousand deleted keys for each. */
export const MAX_EMPTY_PAGES = 1000;

/** Why a page cannot be believed. It is retried, and then explained; it is never counted. */
export class UntrustworthyPage extends Error {
  override readonly name = 'UntrustworthyPage';

  constructor(readonly fault: Phrase) {
    super(say('en', fault));
  }
}

/** What was read off a page; null if it cannot be believed. Errors of another kind are not the page's and pass. */
export function ifBelieved<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof UntrustworthyPage) {
      return null;
    }
    throw error;
  }
}
