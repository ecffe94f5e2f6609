import { setTimeout as delay } from 'node:timers/promises';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { PrepError } from '../../contracts/prep-error';
import { fromKeyBytes, type KeyBytes } from './key-bytes';
import type { PlusMeaning } from './key-encoding';
import { untrustworthyListing, type ListedBucket } from './listed-bucket';
import { judged } from './page-counter';
import { PageScanner, type AskedPage, type EntrySink, type ScannedPage } from './page-scanner';
import { MAX_EMPTY_PAGES, type PageSource } from './page-source';
import { askPlusMeaning } from './plus-meaning';

/** A page to fetch apart from any inventory. */
export interface SinglePage extends Pick<ListedBucket, 'store'> {
  readonly source: PageSource;
  readonly maxKeys: number;
  readonly asked: () => AskedPage;
  /** Gets the entries once the page is believed. */
  readonly sink: EntrySink | null;
  readonly signal: AbortSignal;
  /** Absent for one of its own: many pages together need one only. */
  readonly scanner?: PageScanner | undefined;
}

/** A page that was believed, with what it took to get it. */
export interface BelievedPage {
  /** Its keys are some of those on the page, the first among them. */
  readonly page: ScannedPage;
  readonly requests: number;
}

/** How often a page is requested before its fault becomes the error. */
export const TRIES = 4;
/** What is wrong with more than `MAX_EMPTY_PAGES` in a row. */
export const NO_KEYS = phrase('inventory.noKeys');
const PAUSE_MS = 250;

/**
 * Fetches one page until it can be believed. A page that cannot is requested again, a few times; what is wrong with it
 * is then the error. One without keys that more follows is continued by its token.
 *
 * @throws PrepError `Ks3UntrustworthyPage` or `OssUntrustworthyPage`, and what the source throws
 */
export async function fetchBelievedPage(wanted: SinglePage): Promise<BelievedPage> {
  const { scanner = new PageScanner() } = wanted;
  let answer = await believedAnswer(wanted, scanner, null);
  let { requests } = answer;
  for (let emptyPages = 1; answer.page.truncated && answer.page.length === 0; emptyPages++) {
    if (emptyPages >= MAX_EMPTY_PAGES) {
      const { bucket, after } = wanted.asked();
      const listed = { bucket, store: wanted.store };
      throw untrustworthyPage(listed, fromKeyBytes(after) ?? '', NO_KEYS, emptyPages, answer.requestId);
    }
    answer = await believedAnswer(wanted, scanner, answer.page.nextToken);
    requests += answer.requests;
  }
  return { page: answer.page, requests };
}

/** @param token that of the page before, which held no key */
async function believedAnswer(
  { source, store, maxKeys, asked, sink, signal }: SinglePage,
  scanner: PageScanner,
  token: string | null,
): Promise<BelievedPage & { readonly requestId: string | undefined }> {
  const continued = token === null ? {} : { continuationToken: token };
  let requests = 0;
  let plus: PlusMeaning | null = null;
  for (let attempt = 1; ; attempt++) {
    const { bucket, prefix, after, ...rest } = asked();
    const startAfter = fromKeyBytes(after) ?? '';
    const raw = await source.fetchPage(
      { prefix: fromKeyBytes(prefix) ?? '', startAfter, maxKeys, ...continued },
      signal,
    );
    requests += raw.requests;
    const lastToken = token ?? rest.lastToken;
    const verdict = judged(() =>
      scanner.scan(raw.body, { bucket, prefix, after, ...rest, lastToken, plus: plus ?? rest.plus }, sink),
    );
    raw.release?.(raw.body.buffer);
    if ('page' in verdict) {
      return { page: verdict.page, requests, requestId: raw.requestId };
    }
    if (attempt >= TRIES) {
      throw untrustworthyPage({ bucket, store }, startAfter, verdict.fault, attempt, raw.requestId);
    }
    if (verdict.ambiguous === undefined) {
      await delay(PAUSE_MS * attempt, undefined, { signal });
    } else {
      plus = await askPlusMeaning(source, verdict.ambiguous, signal);
    }
  }
}

interface Listing extends ListedBucket {
  readonly source: PageSource;
  readonly plus: PlusMeaning | null;
}

/**
 * Asks whether a key is in the bucket: it is the first of those that begin with it.
 *
 * @throws PrepError `Ks3UntrustworthyPage` or `OssUntrustworthyPage`, and what the source throws
 */
export async function isListed(
  key: KeyBytes,
  { source, bucket, store, plus }: Listing,
  signal: AbortSignal,
): Promise<{ readonly listed: boolean; readonly requests: number }> {
  if (fromKeyBytes(key) === null) {
    return { listed: false, requests: 0 };
  }
  const asked = { bucket, prefix: key, after: '', until: null, lastToken: null, plus };
  const { page, requests } = await fetchBelievedPage({
    source,
    store,
    maxKeys: 1,
    asked: () => asked,
    sink: null,
    signal,
  });
  return { listed: page.keys[0] === key, requests };
}

/** The error for a page that stayed unusable however often it was requested. */
export function untrustworthyPage(
  listed: ListedBucket,
  startAfter: string,
  fault: Phrase,
  tries: number,
  requestId: string | undefined,
): PrepError {
  const detail = phrase('inventory.page', { after: startAfter, tries, fault });
  return untrustworthyListing(listed, { detail, requestId });
}
