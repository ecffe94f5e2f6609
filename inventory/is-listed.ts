import { fetchBelievedPage } from './fetch-page';
import { fromKeyBytes, type KeyBytes } from './key-bytes';
import type { PlusMeaning } from './key-encoding';
import type { PageSource } from './page-source';

interface Listing {
  readonly source: PageSource;
  readonly bucket: string;
  readonly plus: PlusMeaning | null;
}

/**
 * Asks whether a key is in the bucket: it is the first of those that begin with it.
 *
 * @throws PrepError `Ks3UntrustworthyPage`, and what the source throws
 */
export async function isListed(
  key: KeyBytes,
  { source, bucket, plus }: Listing,
  signal: AbortSignal,
): Promise<{ readonly listed: boolean; readonly requests: number }> {
  if (fromKeyBytes(key) === null) {
    return { listed: false, requests: 0 };
  }
  const asked = { bucket, prefix: key, after: '', until: null, lastToken: null, plus };
  const { page, requests } = await fetchBelievedPage({
    source,
    maxKeys: 1,
    asked: () => asked,
    sink: null,
    signal,
  });
  return { listed: page.keys[0] === key, requests };
}
