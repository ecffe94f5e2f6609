import { describe, expect, it } from '@jest/globals';
import { toKeyBytes } from '../../inventory/pages/key-bytes';
import { PageEnds } from '../../inventory/splitting/page-ends';

const endsOf = (pages: Readonly<Record<string, number>>): PageEnds => {
  const ends = new PageEnds();
  for (const [end, count] of Object.entries(pages)) {
    ends.add(toKeyBytes(end), count);
  }
  return ends;
};

describe('the folder beside another', () => {
  it('is the one in which most was listed', () => {
    const ends = endsOf({ 'logs/a/x': 3, 'logs/a/y': 2, 'logs/b/x': 9, 'logs/c/x': 4, 'other/x': 90 });
    expect(ends.beside('logs/new/')).toBe('logs/b/');
    expect(ends.beside('logs/b/')).toBe('logs/a/');
  });

  it('may hold further folders, and the folder itself counts for nothing', () => {
    const ends = endsOf({ 'a/2023/x': 3, 'a/2024/y': 3, 'b/z': 5, 'b/2024/z': 90 });
    expect(ends.beside('b/')).toBe('a/');
    expect(ends.beside('b/2025/')).toBe('b/2024/');
  });

  it('is none where too little was listed, among files, and at the top', () => {
    const ends = endsOf({ 'logs/a/x': 3, 'logs/file': 50 });
    expect(ends.beside('logs/new/')).toBeNull();
    expect(ends.beside('')).toBeNull();
  });

  it('is looked for again once much more was listed', () => {
    const ends = endsOf({ 'a/1': 5, 'b/1': 1 });
    expect(ends.beside('c/')).toBe('a/');
    ends.add('b/2', 9);
    expect(ends.beside('c/')).toBe('b/');
  });
});

describe('the ends of pages', () => {
  const ends = endsOf({ 'a/3': 0.5, 'a/1': 1, 'a/2': 1, 'b/1': 1 });

  it('are told in order, those within two bounds', () => {
    expect(ends.between('a/1', 'b/1')).toEqual([
      { key: 'a/2', pages: 1 },
      { key: 'a/3', pages: 0.5 },
    ]);
    expect(ends.pagesIn('a/1', 'a/3')).toBe(1.5);
  });

  it('are fewer, with as many pages, where there are many', () => {
    const many = new PageEnds();
    for (let at = 0; at < 50_000; at++) {
      many.add(toKeyBytes(`a/${String((at * 7919) % 50_000).padStart(5, '0')}`), 1);
    }
    const left = many.between('a/', 'a0');
    expect(left.length).toBeLessThan(4096);
    expect(left.reduce((sum, { pages }) => sum + pages, 0)).toBe(50_000);
    expect(many.pagesIn('a/25000', 'a/49999')).toBeGreaterThan(20_000);
    expect(left.every(({ key }, at) => at === 0 || key > (left[at - 1]?.key ?? ''))).toBe(true);
  });
});
