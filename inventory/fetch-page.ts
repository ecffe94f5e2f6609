import { setTimeout as delay } from 'node:timers/promises';
import { PrepError } from '../contracts/prep-error';
import { toKeyBytes } from './key-bytes';
import type { PlusMeaning } from './key-encoding';
import { judged } from './page-counter';
import { PageScanner, type ScannedPage } from './page-scanner';
import type { PageRequest, PageSource } from './page-source';
import { askPlusMeaning } from './plus-meaning';

/** A page that was believed, with what it took to get it. */
export interface BelievedPage {
  /** Its keys are some of those on the page, the first among them. */
  readonly page: ScannedPage;
  readonly requests: number;
}

/** How often a page is asked for before what is wrong with it is the error. */
export const TRIES = 4;
const PAUSE_MS = 250;

/**
 * Fetches one page until it can be believed, apart from any inventory. A page that cannot is asked for again, a few
 * times; what is wrong with it is then the error.
 *
 * @param check says why a page that is valid in itself will not do, or null
 * @throws PrepError `Ks3UntrustworthyPage`, and what the source throws
 */
export async function fetchBelievedPage(
  source: PageSource,
  bucket: string,
  request: PageRequest,
  check: (page: ScannedPage) => string | null,
  signal: AbortSignal,
): Promise<BelievedPage> {
  const [prefix, after] = [toKeyBytes(request.prefix), toKeyBytes(request.startAfter)];
  const scanner = new PageScanner();
  let requests = 0;
  let plus: PlusMeaning | null = null;
  for (let attempt = 1; ; attempt++) {
    const raw = await source.fetchPage(request, signal);
    requests += raw.requests;
    const asked = { bucket, prefix, after, until: null, lastToken: null, plus };
    const verdict = judged(() => scanner.scan(raw.body, asked, null));
    const fault = 'page' in verdict ? check(verdict.page) : verdict.fault;
    if (fault === null && 'page' in verdict) {
      return { page: verdict.page, requests };
    }
    if (attempt >= TRIES) {
      throw untrustworthyPage(bucket, request.startAfter, fault ?? '', attempt, raw.requestId);
    }
    if ('ambiguous' in verdict && verdict.ambiguous !== undefined) {
      plus = await askPlusMeaning(source, verdict.ambiguous, signal);
    } else {
      await delay(PAUSE_MS * attempt, undefined, { signal });
    }
  }
}

/** The error for a page that was not believed however often it was asked for. */
export function untrustworthyPage(
  bucket: string,
  startAfter: string,
  fault: string,
  tries: number,
  requestId: string | undefined,
): PrepError {
  const where = startAfter === '' ? 'at its beginning' : `after key ${JSON.stringify(startAfter)}`;
  return new PrepError('Ks3UntrustworthyPage', {
    resource: `KS3 bucket ${bucket}`,
    detail: `The page ${where}: ${fault}. It was asked for ${tries} times.`,
    requestId,
  });
}
