import { fittedRows, tableLines } from '../../client/terminal/table';
import { widthOf } from '../../presentation/report/aligned-lines';

const HEAD = ['Run', 'Bucket', 'Phase', 'Since'];
const ROWS = [
  ['prepare/photos', 'photos', 'waiting for approval', '2026-12-01 09:33 UTC'],
  ['prepare/videos', '-', 'running', '2026-12-01 09:34 UTC'],
];
const CHINESE = [['prepare/photos', '存储空间', '等待审批，直到明天上午', '2026-12-01 09:33 UTC']];

describe('a table', () => {
  it('is one where it fits, and in a file or a pipe', () => {
    const lines = tableLines(HEAD, ROWS, Infinity);
    expect(lines).toHaveLength(3);
    const width = Math.max(...lines.map(widthOf));
    expect(tableLines(HEAD, ROWS, width)).toEqual(lines);
    expect(tableLines(HEAD, ROWS, width - 1)).not.toEqual(lines);
  });

  it('is a block for each row where it does not, with everything that it says', () => {
    const lines = tableLines(HEAD, ROWS, 60);
    expect(lines).toEqual([
      'prepare/photos',
      '  Bucket  photos',
      '  Phase   waiting for approval',
      '  Since   2026-12-01 09:33 UTC',
      '',
      'prepare/videos',
      '  Phase   running',
      '  Since   2026-12-01 09:34 UTC',
    ]);
  });

  it('counts Chinese characters as the two columns that they take', () => {
    const [, line = ''] = tableLines(HEAD, CHINESE, Infinity);
    expect(line.length).toBeLessThan(widthOf(line));
    expect(tableLines(HEAD, CHINESE, line.length)).toHaveLength(4);
    expect(tableLines(HEAD, CHINESE, widthOf(line))).toHaveLength(2);
  });

  it('shows no control character, however narrow', () => {
    expect(tableLines(HEAD, [['a\u001B[2J', 'b', 'c\nd', '']], 5).join('\n')).not.toContain('\u001B');
  });
});

describe('names and values', () => {
  const value = '1,787 objects, 5.27 MiB; 19 pages, all valid; 21 requests';

  it('continue below their beginning where they are too wide', () => {
    expect(fittedRows([['Source', value]], 40)).toEqual([
      '  Source  1,787 objects, 5.27 MiB; 19',
      '          pages, all valid; 21 requests',
    ]);
    expect(fittedRows([['Source', value]], Infinity)).toEqual([`  Source  ${value}`]);
  });

  it('end a line of Chinese between two characters, and never before a comma', () => {
    const lines = fittedRows([['源端', '一千七百八十七个对象，共五点二七兆字节，全部有效']], 24);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.every((line) => widthOf(line) <= 24)).toBe(true);
    expect(lines.join('')).not.toMatch(/ ，/);
  });

  it.each([
    'npx prep verify photos --to photos-oss --to-region cn-beijing',
    'https://ui.example/a/b/c?d e f g h i j k',
  ])('are left alone if they are to be copied (%s)', (text) =>
    expect(fittedRows([['Next', text]], 40)).toHaveLength(1),
  );

  it('are left alone on a terminal that is far too narrow', () => {
    expect(fittedRows([['Source', value]], 20)).toHaveLength(1);
  });
});
