import { describe, expect, it } from '@jest/globals';
import { toKeyBytes, type KeyBytes } from '../../inventory/pages/key-bytes';
import { OpenRange } from '../../inventory/ranges/open-range';
import type { ScannedPage } from '../../inventory/pages/page-scanner';
import { FolderSizes } from '../../inventory/splitting/folder-sizes';
import { FolderTotals } from '../../inventory/splitting/folder-totals';
import { NameNumbers } from '../../inventory/splitting/name-numbers';
import { SeenSymbols } from '../../inventory/splitting/seen-symbols';
import { SharedFolders } from '../../inventory/splitting/shared-folders';

/** Sizes of folders of one depth, in pages. */
function sizesOf(...pages: readonly number[]): FolderSizes {
  const sizes = new FolderSizes();
  for (const each of pages) {
    sizes.add(3, each);
  }
  return sizes;
}

describe('what a folder holds still', () => {
  const alike = sizesOf(...Array.from({ length: 48 }, () => 4));

  it('is little where all of its depth held as much', () => {
    expect(alike.mostLeft(3, 4)).toBeLessThan(0.1);
  });

  it('is what others held beyond that', () => {
    expect(alike.mostLeft(3, 1)).toBeGreaterThan(2.5);
    expect(alike.mostLeft(3, 1)).toBeLessThanOrEqual(3);
  });

  it('is as much again where no other held nearly as much', () => {
    expect(alike.mostLeft(3, 9)).toBe(9);
  });
});

describe('a folder that several ranges list', () => {
  const page = (keys: readonly string[], counted = keys.length): ScannedPage => ({
    keys: keys.map(toKeyBytes),
    counted,
    length: 1000,
    truncated: true,
    nextToken: null,
    plus: null,
  });

  it('counts as large as all of it, once all of it is counted', () => {
    const [sizes, totals] = [new FolderSizes(), new FolderTotals()];
    const shared = new SharedFolders(sizes, totals, 1000);
    const end = new OpenRange(toKeyBytes('a/m'), toKeyBytes('a0'));
    totals.add(toKeyBytes('a/'), 1000);
    totals.add(toKeyBytes('b/'), 9000);
    shared.learn(page(['a/m1', 'a/z']), end, toKeyBytes('a/m'), () => false);
    expect(sizes.mostLeft(1, 1)).toBe(8);
    totals.add(toKeyBytes('a/'), 4000);
    shared.learn(
      page(['a/m1', 'a/z']),
      end,
      toKeyBytes('a/m'),
      (after, until) => `${after}-${until}` === 'a/-a0',
    );
    shared.learn(page([]), new OpenRange(toKeyBytes('b/m'), toKeyBytes('b0')), toKeyBytes('b/m'), () => true);
    expect(sizes.mean(1)).toBe((5 + 9) / 2);
  });
});

describe('names of folders of one depth', () => {
  const scans = (folder: string): KeyBytes[] =>
    Array.from({ length: 32 }, (_, at) =>
      toKeyBytes(`${folder}扫描件${String(at * 31).padStart(6, '0')}.pdf`),
    );

  /** How many names there are from the first of a folder to its end. */
  function namesOf(folder: string, known: readonly string[]): number {
    const symbols = new SeenSymbols();
    for (const each of known) {
      symbols.learn(toKeyBytes(each), scans(each));
    }
    const names = scans(folder).map((key) => key.slice(toKeyBytes(folder).length));
    return new NameNumbers(names, symbols.of(toKeyBytes(folder))).toEnd(names[0] as KeyBytes);
  }

  it('have in common what is alike in all of them', () => {
    const [few, some] = [namesOf('新/', ['一/']), namesOf('新/', ['一/', '二/', '三/', '四/'])];
    expect(some).toBeLessThanOrEqual(few / 20_000);
  });

  it('of another depth tell nothing', () => {
    const other = ['一/甲/', '二/甲/', '三/甲/', '四/甲/'];
    expect(namesOf('新/', other)).toBe(namesOf('新/', []));
  });
});
