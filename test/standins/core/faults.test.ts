import type { FaultRule } from '../../../standins/core/fault-kinds';
import { FaultBook } from '../../../standins/core/faults';

const call = {
  service: 'ks3' as const,
  operation: 'ListObjectsV2',
  resource: 'photos',
  rawQuery: 'start-after=m',
};
const rule = (change: Partial<FaultRule> = {}): FaultRule => ({ service: 'ks3', kind: 'status', ...change });
const firings = (book: FaultBook, calls: number) =>
  Array.from({ length: calls }, () => (book.decide(call).fault === undefined ? '-' : 'X')).join('');

describe('the rules', () => {
  it('count calls: skip the first, hit so many, or all until cleared', () => {
    const book = new FaultBook();
    book.add(rule({ after: 2, times: 2 }));
    expect(firings(book, 6)).toBe('--XX--');
    expect(book.list()).toMatchObject([{ id: 1, matched: 6, fired: 2 }]);
    book.clear();
    expect(firings(book, 1)).toBe('-');
    book.add(rule({ times: 0 }));
    expect(firings(book, 4)).toBe('XXXX');
    book.clear();
    book.add(rule());
    expect(firings(book, 3)).toBe('X--');
  });

  it.each([
    [{ service: 'oss' as const }, '-'],
    [{ operation: 'ListObjects' }, '-'],
    [{ operation: 'ListObjectsV2' }, 'X'],
    [{ resource: 'photo' }, '-'],
    [{ resource: 'photos' }, 'X'],
    [{ resource: 'photo*' }, 'X'],
    [{ resource: 'video*' }, '-'],
    [{ queryContains: 'start-after=m' }, 'X'],
    [{ queryContains: 'start-after=n' }, '-'],
  ])('match by service, operation, resource and query: %j', (change, expected) => {
    const book = new FaultBook();
    book.add(rule(change));
    expect(firings(book, 1)).toBe(expected);
  });

  it('are taken in order, later ones not counting the call; latencies add up', () => {
    const book = new FaultBook();
    book.add(rule({ kind: 'latency', latencyMs: 10, times: 0 }));
    book.add(rule({ kind: 'html', latencyMs: 5 }));
    book.add(rule({ kind: 'empty' }));
    expect(book.decide(call)).toMatchObject({ latencyMs: 15, fault: { kind: 'html' } });
    expect(book.decide(call)).toMatchObject({ latencyMs: 10, fault: { kind: 'empty', matched: 1 } });
    expect(book.decide(call)).toEqual({ latencyMs: 10 });
  });

  it('are refused where kind or service is unknown', () => {
    const book = new FaultBook();
    expect(() => book.add(rule({ kind: 'explode' as 'html' }))).toThrow('unknown fault kind "explode"');
    expect(() => book.add(rule({ service: 's3' as 'ks3' }))).toThrow('unknown service "s3"');
    expect(book.list()).toEqual([]);
  });
});
