import type { Phrase } from '../presentation/words/phrase';
import { say } from '../presentation/words/words';

/** One request for a page of a listing. */
export interface PageRequest {
  readonly prefix: string;
  /** Exclusive, in UTF-8 byte order; empty for the beginning. */
  readonly startAfter: string;
  readonly maxKeys: number;
  /** The token of a page without keys that more follows: it alone says how far the store has looked. */
  readonly continuationToken?: string | undefined;
  /** Present to get the names in the folder `prefix`, each once, instead of all keys below it. */
  readonly delimiter?: '/' | undefined;
}

/** A page as it came from the store. */
export interface RawPage {
  readonly body: Uint8Array;
  /** Requests that were sent for it, repeated ones included. */
  readonly requests: number;
  readonly requestId: string | undefined;
  /** Takes the body's memory back once it has been read, to use it again; absent if there is no need. */
  readonly release?: ((memory: ArrayBufferLike) => void) | undefined;
}

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
