import { expect, it } from '@jest/globals';
import { fetchBelievedPage } from '../../inventory/pages/fetch-page';
import type { PageRequest } from '../../contracts/listing/listing';
import type { PageSource } from '../../inventory/pages/page-source';
import { entries, pageText } from './listing-page';

const { signal } = new AbortController();

/** A store that passes that many stretches without keys before the page; each has its own token. */
function storeBehind(emptyPages: number): PageSource & { readonly requests: PageRequest[] } {
  const requests: PageRequest[] = [];
  return {
    requests,
    fetchPage: async (request) => {
      requests.push(request);
      const looked = Number(request.continuationToken ?? 0);
      const text =
        looked === emptyPages
          ? pageText({ contents: entries('a', 'b') })
          : pageText({ contents: '', truncated: 'true', token: String(looked + 1) });
      return { body: Buffer.from(text), requests: 1, requestId: undefined };
    },
  };
}

const fetched = (source: PageSource) =>
  fetchBelievedPage({
    source,
    maxKeys: 1000,
    asked: () => ({ bucket: 'photos', prefix: '', after: '', until: null, lastToken: null, plus: null }),
    sink: null,
    signal,
  });

it.each([0, 1, 3])('a page behind %s without keys is reached by their tokens', async (emptyPages) => {
  const store = storeBehind(emptyPages);
  const { page, requests } = await fetched(store);
  expect([page.keys, page.truncated, requests]).toEqual([['a', 'b'], false, emptyPages + 1]);
  expect(store.requests.map(({ continuationToken }) => continuationToken)).toEqual(
    Array.from({ length: emptyPages + 1 }, (_, at) => (at === 0 ? undefined : String(at))),
  );
});

it('pages without keys that never end are an error that says so', async () => {
  await expect(fetched(storeBehind(Infinity))).rejects.toMatchObject({
    type: 'Ks3UntrustworthyPage',
    message: expect.stringMatching(/was requested 1000 times, but .* more follows, but holds no key\./),
  });
});
