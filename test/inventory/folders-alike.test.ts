import { describe, expect, it } from '@jest/globals';
import { toKeyBytes, type KeyBytes } from '../../inventory/key-bytes';
import { FolderSizes } from '../../inventory/splitting/folder-sizes';
import { NameNumbers } from '../../inventory/splitting/name-numbers';
import { SeenSymbols } from '../../inventory/splitting/seen-symbols';

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
