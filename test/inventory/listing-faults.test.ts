import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FaultRule } from '../../standins/core/fault-kinds';
import { SyntheticSource } from '../../standins/ks3/sources/synthetic-source';
import { allOf, startKs3Inventory, type Ks3Inventory } from './ks3-inventory';
import { pageText } from './listing-page';
import { trueTotals } from './true-totals';
import { phrase } from '../../presentation/words/words';

const OBJECTS = allOf(new SyntheticSource('tree', 12_345));
const TRUTH = trueTotals(OBJECTS);

let ks3: Ks3Inventory;
beforeAll(async () => {
  ks3 = await startKs3Inventory();
  ks3.addBucket('photos', OBJECTS);
});
afterEach(() => ks3.harness.context.faults.clear());
afterAll(() => ks3.stop());

const fired = () => ks3.harness.context.faults.list().map((rule) => rule.fired);

type Fault = Omit<FaultRule, 'service' | 'operation' | 'times' | 'after'>;

const cachedPage = pageText({ bucket: 'other' });
const shortPage = pageText({ contents: '' });

/** Answers that are no page, and the error if they persist. */
const FAULTS: [name: string, fault: Fault, said: RegExp][] = [
  ['an HTML page', { kind: 'html' }, /not a listing but an HTML page/],
  ['an empty body', { kind: 'empty' }, /it is empty/],
  ['a body cut short that says so', { kind: 'cut', cutLength: 'consistent' }, /it is cut/],
  ['an error under status 200', { kind: 'error200' }, /the error InternalError with a success status/],
  ['truncated without a token', { kind: 'truncated-without-token' }, /more follows, but not how to continue/],
  ['keys that do not ascend', { kind: 'not-ascending' }, /not list in UTF-8 byte order/],
  ['the listing of another bucket', { kind: 'replace-body', body: cachedPage }, /listing of another bucket/],
  ['JSON', { kind: 'replace-body', body: '{"errorCode":"x"}' }, /it is not XML/],
  [
    'an empty page for more to come',
    { kind: 'replace-body', body: shortPage.replace('false', 'true') },
    /more follows/,
  ],
];

describe('an answer in the middle of a listing that is no page', () => {
  it.each(FAULTS)('once (%s) leaves the totals true', async (_, fault) => {
    ks3.fault({ ...fault, after: 5, times: 1 });
    expect((await ks3.take('photos')).totals).toMatchObject(TRUTH);
    expect(fired()).toEqual([1]);
  });

  it.each(FAULTS)('indefinitely (%s) is a failure that says so, never a total', async (_, fault, said) => {
    ks3.fault({ ...fault, after: 5, times: 0 });
    const { error, checkpoint } = await ks3.failure('photos');
    expect(error).toMatchObject({
      type: 'Ks3UntrustworthyPage',
      context: { resource: phrase('resource.ks3Bucket', { name: 'photos' }) },
    });
    expect(error.message).toMatch(said);
    expect(error.message).toMatch(/requested \d+ times/);
    expect(checkpoint.ranges.length).toBeGreaterThan(0);

    ks3.harness.context.faults.clear();
    expect((await ks3.take('photos', { checkpoint })).totals).toMatchObject(TRUTH);
  });
});

describe('a store that does not go on where it is asked to', () => {
  it('once leaves the totals true', async () => {
    ks3.fault({ kind: 'ignore-start-after', queryContains: 'start-after', after: 3, times: 1 });
    expect((await ks3.take('photos')).totals).toMatchObject(TRUTH);
    expect(fired()).toEqual([1]);
  });

  it('indefinitely is a failure', async () => {
    ks3.fault({ kind: 'ignore-start-after', times: 0 });
    const { error } = await ks3.failure('photos');
    expect(error.type).toBe('Ks3UntrustworthyPage');
    expect(error.message).toMatch(/begins at or before the requested position|same continuation token again/);
  });

  it('but always says that there is more is a failure', async () => {
    ks3.fault({ kind: 'repeated-token', times: 0 });
    const { error } = await ks3.failure('photos');
    expect(error.type).toBe('Ks3UntrustworthyPage');
    expect(error.message).toContain('it returns the same continuation token again');
  });

  it('but once says that there is more leaves the totals true', async () => {
    ks3.fault({ kind: 'repeated-token', after: 3, times: 1 });
    expect((await ks3.take('photos')).totals).toMatchObject(TRUTH);
    expect(fired()).toEqual([1]);
  });
});

describe('pages without keys that more follows', () => {
  type Source = Parameters<NonNullable<Parameters<Ks3Inventory['take']>[1]>['through'] & object>[0];
  type Question = Parameters<Source['fetchPage']>;

  /** Answers every request with that many of them, each with its own token, before the page itself. */
  function filtered(pages: number) {
    return (source: Source) => ({
      async fetchPage(...[request, signal]: Question) {
        const { continuationToken, ...first } = request;
        const hop = Number(continuationToken ?? 0);
        if (hop === pages) {
          return await source.fetchPage(first, signal);
        }
        const { prefix } = request;
        const more = pageText({ prefix, contents: '', truncated: 'true', token: String(hop + 1) });
        return { body: Buffer.from(more), requests: 1, requestId: undefined };
      },
    });
  }

  it.each([1, 4])('(%s in a row) are followed by their tokens', async (pages) => {
    const { totals } = await ks3.take('photos', { through: filtered(pages) });
    expect(totals).toMatchObject(TRUTH);
  });

  it('without end are a failure that says so, and what was counted is kept', async () => {
    const { error, checkpoint } = await ks3.failure('photos', { through: filtered(Infinity) });
    expect(error).toMatchObject({ type: 'Ks3UntrustworthyPage' });
    expect(error.message).toMatch(/was requested 1000 times, but .* more follows, but holds no key\./);
    expect((await ks3.take('photos', { checkpoint })).totals).toMatchObject(TRUTH);
  });
});

describe('a token that comes again', () => {
  /** Writes the same token on every page from the third on; for so many pages. */
  function stuck(times: number) {
    let [pages, left] = [0, times];
    return (source: Parameters<NonNullable<Parameters<Ks3Inventory['take']>[1]>['through'] & object>[0]) => ({
      async fetchPage(...question: Parameters<typeof source.fetchPage>) {
        const raw = await source.fetchPage(...question);
        if (++pages < 3 || left === 0) {
          return raw;
        }
        left--;
        const text = Buffer.from(raw.body).toString();
        return { ...raw, body: Buffer.from(text.replace(/(<NextContinuationToken>)[^<]*/, '$1c3R1Y2s=')) };
      },
    });
  }

  it('twice in a row leaves the totals true', async () => {
    expect((await ks3.take('photos', { concurrency: 1, through: stuck(2) })).totals).toMatchObject(TRUTH);
  });

  it('indefinitely is a failure', async () => {
    const { error } = await ks3.failure('photos', { concurrency: 1, through: stuck(Infinity) });
    expect(error.type).toBe('Ks3UntrustworthyPage');
    expect(error.message).toContain('it returns the same continuation token again');
  });
});

describe('no answer in the middle of a listing', () => {
  it.each<[string, Fault]>([
    ['a connection that is reset', { kind: 'reset' }],
    ['a body cut short of what was promised', { kind: 'cut', cutLength: 'broken' }],
    ['an error of the server', { kind: 'status', status: 500 }],
    ['a gateway’s error', { kind: 'html', status: 502 }],
  ])('(%s), a few times, leaves the totals true', async (_, fault) => {
    ks3.fault({ ...fault, after: 5, times: 4 });
    expect((await ks3.take('photos')).totals).toMatchObject(TRUTH);
    expect(fired()).toEqual([4]);
  });

  it('indefinitely is a failure that says so', async () => {
    ks3.fault({ kind: 'cut', cutLength: 'broken', after: 5, times: 0 });
    const { error, checkpoint } = await ks3.failure('photos');
    expect(error.type).toBe('Ks3Unavailable');
    ks3.harness.context.faults.clear();
    expect((await ks3.take('photos', { checkpoint })).totals).toMatchObject(TRUTH);
  });

  it.each<[string, Fault, string]>([
    ['access is taken away', { kind: 'status', status: 403, code: 'AccessDenied' }, 'Ks3AccessDenied'],
    ['the bucket is deleted', { kind: 'status', status: 404, code: 'NoSuchBucket' }, 'Ks3NoSuchBucket'],
    [
      'the AccessKey is deleted',
      { kind: 'status', status: 403, code: 'InvalidAccessKeyId' },
      'Ks3InvalidAccessKey',
    ],
  ])('because %s ends it at once, with what to go on from', async (_, fault, type) => {
    ks3.fault({ ...fault, after: 5, times: 0 });
    const { error, checkpoint } = await ks3.failure('photos');
    expect(error).toMatchObject({ type, effect: 'parked' });
    expect(Number(checkpoint.totals.objects)).toBeLessThan(OBJECTS.length);
    ks3.harness.context.faults.clear();
    expect((await ks3.take('photos', { checkpoint })).totals).toMatchObject(TRUTH);
  });

  it('because the store asks to slow down is waited out', async () => {
    ks3.fault({ kind: 'throttle', after: 3, times: 12 });
    expect((await ks3.take('photos', { concurrency: 8 })).totals).toMatchObject(TRUTH);
    expect(fired()).toEqual([12]);
  });
});
