import { describe, expect, it } from '@jest/globals';
import type { PageRequest, RawPage } from '../../contracts/listing/listing';
import type { PageSource } from '../../inventory/pages/page-source';
import { FakeStore } from './fake-store';
import { sliceOf } from './listed-from';

const PAGE_KEYS = 10;
const REQUESTERS = 64;

/** A store that answers everything that was asked of it at once, and then waits for what is asked next: one round trip. */
class RoundTrips implements PageSource {
  rounds = 0;
  requests = 0;
  #answers: (() => void)[] = [];

  constructor(private readonly store: FakeStore) {}

  async fetchPage(request: PageRequest, signal: AbortSignal): Promise<RawPage> {
    this.requests += 1;
    await new Promise<void>((resolve) => {
      if (this.#answers.length === 0) {
        setImmediate(() => this.#answerAll());
      }
      this.#answers.push(resolve);
    });
    return this.store.fetchPage(request, signal);
  }

  #answerAll(): void {
    const answers = this.#answers;
    this.#answers = [];
    this.rounds += 1;
    answers.forEach((answer) => answer());
  }
}

const numbered = (count: number, before: string, digits: number) =>
  Array.from({ length: count }, (_, at) => `${before}${String(at).padStart(digits, '0')}.parquet`);

/** Two years of hours, the same number of keys in each. */
const dated = (count: number) =>
  Array.from({ length: count }, (_, at) => {
    const time = new Date(Date.UTC(2024, 0, 1) + Math.floor((at * 17_520) / count) * 3_600_000).toISOString();
    return `logs/${time.slice(0, 13).replace(/[-T]/g, '/')}/${String(at).padStart(6, '0')}`;
  });

/** Numbers that look like hashes: all digits vary from the first on. */
const hashed = (count: number) =>
  Array.from({ length: count }, (_, at) => Math.imul(at + 1, 0x9e3779b1) >>> 0).map((number) =>
    number.toString(16).padStart(8, '0'),
  );

describe('keys of which nothing is known beforehand', () => {
  it.each([
    ['are hashes', hashed(10_000), 22],
    ['are dated', dated(10_000), 28],
    [
      'lie nearly all under one long prefix',
      [
        ...numbered(250, 'archive/', 9),
        ...numbered(9500, 'data/warehouse/export-2024-full/part-', 10),
        ...numbered(250, 'users/', 9),
      ],
      24,
    ],
  ])('are listed in few round trips and few requests where they %s', async (_how, keys, most) => {
    const store = new RoundTrips(new FakeStore(keys.map((key) => ({ key, size: 1 }))));

    const { checkpoint } = await sliceOf(store, { concurrency: REQUESTERS, pageKeys: PAGE_KEYS });

    const pages = keys.length / PAGE_KEYS;
    expect(checkpoint.totals.objects).toBe(String(keys.length));
    expect(store.rounds).toBeLessThanOrEqual(most);
    expect(store.requests).toBeLessThanOrEqual(1.25 * pages);
  });
});
