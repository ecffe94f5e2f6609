import { setTimeout as delay } from 'node:timers/promises';
import { PrepError } from '../contracts/prep-error';
import { toKeyBytes } from './key-bytes';
import { scanPage, type ScannedPage } from './page-scanner';
import { UntrustworthyPage, type PageRequest, type PageSource } from './page-source';

/** A page that was believed, with what it took to get it. */
export interface BelievedPage {
  readonly page: ScannedPage;
  readonly requests: number;
}

const TRIES = 3;
const PAUSE_MS = 250;

/**
 * Fetches a page until it can be believed. A page that cannot is asked for again, a few times; what is wrong with
 * it is then the error. It is never counted.
 *
 * @param check says why a page that is valid in itself cannot follow the one before, or null
 * @throws PrepError `Ks3UntrustworthyPage`, and what the source throws
 */
export async function fetchBelievedPage(
  source: PageSource,
  bucket: string,
  request: PageRequest,
  check: (page: ScannedPage) => string | null,
  signal: AbortSignal,
): Promise<BelievedPage> {
  let requests = 0;
  for (let attempt = 1; ; attempt++) {
    const raw = await source.fetchPage(request, signal);
    requests += raw.requests;
    const asked = { bucket, prefix: toKeyBytes(request.prefix), after: toKeyBytes(request.startAfter) };
    const judged = judge(() => scanPage(raw.body, asked), check);
    if (typeof judged !== 'string') {
      return { page: judged, requests };
    }
    if (attempt >= TRIES) {
      const where = request.startAfter === '' ? 'at its beginning' : `after key ${JSON.stringify(request.startAfter)}`;
      throw new PrepError('Ks3UntrustworthyPage', {
        resource: `KS3 bucket ${bucket}`,
        detail: `The page ${where}: ${judged}. It was asked for ${attempt} times.`,
        requestId: raw.requestId,
      });
    }
    await delay(PAUSE_MS * attempt, undefined, { signal });
  }
}

/** The page, or what is wrong with it in words. */
function judge(scan: () => ScannedPage, check: (page: ScannedPage) => string | null): ScannedPage | string {
  try {
    const page = scan();
    return check(page) ?? page;
  } catch (error) {
    if (error instanceof UntrustworthyPage) {
      return error.message;
    }
    throw error;
  }
}
