import { alignedLines } from '../../../presentation/report/aligned-lines';

describe('columns', () => {
  it('start where the widest cell before them ends, and nothing is left at the end of a line', () => {
    const rows = [
      ['AccessKey', 'Status', 'Used'],
      ['AKLT', 'active', ''],
    ];
    expect(alignedLines(rows, '')).toEqual(['AccessKey  Status  Used', 'AKLT       active']);
  });

  it('start at the same column of a terminal behind Chinese names and emoji', () => {
    const rows = [
      ['照片桶', 'one'],
      ['📦', 'two'],
      ['e\u0301', 'three'],
      ['photos', 'four'],
    ];
    expect(alignedLines(rows)).toEqual([
      '  照片桶  one',
      '  📦      two',
      '  e\u0301       three',
      '  photos  four',
    ]);
  });

  it('are one line whatever they hold', () => {
    expect(alignedLines([['a\nb', 'c']])).toHaveLength(1);
    expect(alignedLines([['a\nb', 'c']])[0]).not.toContain('\n');
  });

  it('start behind the widest cell however long it is', () => {
    const long = '照片'.repeat(10_000);
    const [first, second] = alignedLines([
      [long, 'one'],
      ['photos', 'two'],
    ]);
    expect(first).toBe(`  ${long}  one`);
    expect(second?.indexOf('two')).toBe(2 + 2 * long.length + 2);
  });

  it('are none without rows', () => {
    expect(alignedLines([])).toEqual([]);
  });
});
