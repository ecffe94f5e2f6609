import { describe, expect, it } from '@jest/globals';
import { MAX_PREFIXES } from '../../contracts/listing/inventory';
import { startCheckpoint } from '../../inventory/ranges/checkpoint';
import { PageCounter } from '../../inventory/pages/page-counter';
import { Tallies } from '../../inventory/totals/tallies';
import type { KeyBytes } from '../../inventory/pages/key-bytes';

const PAGES = 1000;
const KEYS = 1000;

const keyAt = (index: number): string => `${String(index).padStart(9, '0')}/object`;

/** A page of keys, each under its own top-level prefix. */
function pageOf(number: number): Buffer {
  const contents = Array.from(
    { length: KEYS },
    (_, at) => `<Contents><Key>${keyAt(number * KEYS + at)}</Key><Size>1</Size></Contents>`,
  );
  return Buffer.from(
    `<ListBucketResult><Name>photos</Name><Prefix></Prefix><IsTruncated>true</IsTruncated>` +
      `<NextContinuationToken>${number}</NextContinuationToken>${contents.join('')}</ListBucketResult>`,
  );
}

describe('a million top-level prefixes', () => {
  it('are all counted, and what is kept of them stays small', () => {
    const tallies = new Tallies(startCheckpoint().totals, 0);
    const counter = new PageCounter(tallies);
    let after: KeyBytes = '';
    for (let number = 0; number < PAGES; number++) {
      const asked = { bucket: 'photos', prefix: '', after, until: null, lastToken: null, plus: null };
      const verdict = counter.count(pageOf(number), asked);
      after = 'page' in verdict ? (verdict.page.keys.at(-1) ?? '') : '';
    }
    const totals = tallies.totals(PAGES, 0);
    expect(totals.objects).toBe(String(PAGES * KEYS));
    expect(totals.byPrefix.listed.length).toBeLessThanOrEqual(MAX_PREFIXES);
    const listed = totals.byPrefix.listed.reduce((sum, { objects }) => sum + Number(objects), 0);
    expect(listed + Number(totals.byPrefix.other.objects)).toBe(PAGES * KEYS);
    expect(JSON.stringify(totals).length).toBeLessThan(32_768);
  });
});
