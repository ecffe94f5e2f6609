import { describe, expect, it } from '@jest/globals';
import { PrepError } from '../../contracts/prep-error';
import type { PageRequest } from '../../contracts/listing/listing';
import type { PageSource } from '../../inventory/pages/page-source';
import { FakeStore } from './fake-store';
import { cutAt, inventoryFrom, sliceOf, type Listed } from './listed-from';
import { trueTotals } from './true-totals';

const OBJECTS = Array.from({ length: 95 }, (_, at) => ({
  key: `${'abcdefghijklmnopqrs'[Math.floor(at / 5)]}/${at}`,
  size: at,
}));
const TRUTH = trueTotals(OBJECTS);

/** A page that says that nothing follows. */
const asLast = (page: string): string =>
  page.replace('>true<', '>false<').replace(/<NextContinuationToken>.*<\/NextContinuationToken>/s, '');
/** A page that says that there is nothing. */
const asEmpty = (page: string): string =>
  asLast(page)
    .replace(/<Contents>.*<\/Contents>/s, '')
    .replace(/<KeyCount>\d+/, '<KeyCount>0');

type Lie = (page: string, request: PageRequest, asked: number) => string;

/** A store that answers as a test wants; `asked` counts the requests after the same key. */
function lying(lie: Lie, store = new FakeStore(OBJECTS)): PageSource & { readonly requests: PageRequest[] } {
  const asked = new Map<string, number>();
  return {
    requests: store.requests,
    fetchPage(request) {
      store.requests.push(request);
      const times = (asked.get(request.startAfter) ?? 0) + 1;
      asked.set(request.startAfter, times);
      return Promise.resolve({
        body: Buffer.from(lie(store.page(request), request, times)),
        requests: 1,
        requestId: undefined,
      });
    },
  };
}

async function failureOf(source: PageSource, options: Listed = {}): Promise<PrepError> {
  const error: unknown = await sliceOf(source, options).catch((reason: unknown) => reason);
  if (error instanceof PrepError) {
    return error;
  }
  throw new Error('It did not fail as it should.', { cause: error });
}

describe('a page that says wrongly that nothing follows', () => {
  const once = (lie: (page: string) => string): Lie => {
    return (page, _, asked) => (asked === 1 ? lie(page) : page);
  };

  it.each([1, 8])(
    'at any place, with its keys, leaves the totals true (%i requesters)',
    async (concurrency) => {
      const { totals } = await inventoryFrom(lying(once(asLast)), { concurrency });
      expect(totals).toMatchObject(TRUTH);
    },
  );

  it.each([1, 8])(
    'at any place, without any key, leaves the totals true (%i requesters)',
    async (concurrency) => {
      const { totals } = await inventoryFrom(lying(once(asEmpty)), { concurrency });
      expect(totals).toMatchObject(TRUTH);
    },
  );

  it('whenever it has keys leaves the totals true', async () => {
    expect((await inventoryFrom(lying(asLast))).totals).toMatchObject(TRUTH);
  });

  it('again and again, against a key that was listed behind it, is a failure that names the key', async () => {
    const after = 'h/';
    const error = await failureOf(
      lying((page, { startAfter }) => (startAfter === after ? asEmpty(page) : page)),
      { checkpoint: cutAt(after, 'k/'), concurrency: 1 },
    );
    expect(error.type).toBe('Ks3UntrustworthyPage');
    expect(error.message).toContain('says that nothing follows, but key "s/94" does');
  });

  it('is contradicted by what other slices have listed', async () => {
    const { totals } = await inventoryFrom(
      lying((page, _, asked) => (asked <= 3 ? asEmpty(page) : page)),
      { checkpoint: { ...cutAt(), lastKey: 's/94' } },
    );
    expect(totals).toMatchObject(TRUTH);
  });
});

describe('a page that says wrongly that more follows', () => {
  it('leaves the totals true', async () => {
    const more: Lie = (page) =>
      page.includes('<Contents>') && page.includes('>false<')
        ? page
            .replace('>false<', '>true<')
            .replace('</ListB', '<NextContinuationToken>x</NextContinuationToken></ListB')
        : page;
    expect((await inventoryFrom(lying(more))).totals).toMatchObject(TRUTH);
  });
});

describe('the end of a bucket', () => {
  it.each([
    ['an empty bucket', 0, 2],
    ['a page that is not full', 7, 2],
    ['a full page', 10, 2],
    ['pages of which the last is not full', 25, 4],
  ])('costs one request more than its pages (%s)', async (_, count, requests) => {
    const store = new FakeStore(OBJECTS.slice(0, count));
    const { totals, proof } = await inventoryFrom(store, { concurrency: 1 });
    expect(totals).toMatchObject(trueTotals(OBJECTS.slice(0, count)));
    expect(store.requests).toHaveLength(requests);
    expect(proof.requests).toBe(requests);
  });

  it('costs no more than that where it is asked for in many places', async () => {
    const store = new FakeStore(OBJECTS.slice(0, 40));
    await inventoryFrom(store, { checkpoint: cutAt('j', 'k', 'l', 'm', 'n', 'o') });
    // The end is at "h/39": five pages and one after it; and each range after the end is requested once.
    const behind = store.requests.filter(({ startAfter }) => startAfter >= 'j');
    expect(behind).toHaveLength(6);
  });

  it('is found although the objects there are deleted while it is listed', async () => {
    const left = new FakeStore(OBJECTS.filter(({ key }) => key < 'q'));
    const source = lying((page, request) =>
      // What was there once is listed from "p" on; then it is gone.
      request.startAfter === 'p/' ? page : left.page(request),
    );
    const { totals } = await inventoryFrom(source, { checkpoint: cutAt('g/', 'p/'), concurrency: 1 });
    expect(totals).toMatchObject(trueTotals(OBJECTS.slice(0, totals.objects === '95' ? 95 : 85)));
  });
});
