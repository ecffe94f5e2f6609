import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readFleetRows } from '../../client/fleets/fleet-rows';
import { run } from './run-command';

describe('a file of Excel that names its separator', () => {
  it.each([
    ['sep=;\r\nbucket;to\r\nphotos;a,b\r\n'],
    ['\uFEFFSEP=;\r\nbucket;to\r\nphotos;a,b\r\n'],
    ['"sep=;"\r\nbucket;to\r\nphotos;a,b\r\n'],
    ['sep=\t\nbucket\tto\nphotos\ta,b\n'],
  ])('is read by it, and errors keep the line of the file: %j', (text) => {
    expect(readFleetRows(text, null)).toEqual({
      file: null,
      rows: [{ source: { bucket: 'photos' }, destination: { bucket: 'a,b' } }],
      lines: [3],
      problems: [],
    });
  });
});

it('says in Chinese what another line has, with no blanks between Chinese words', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'prep-rows-'));
  const file = join(folder, 'twice.csv');
  writeFileSync(file, 'bucket,to\nphotos,archive\nmusic,archive\nphotos,\n');
  const { error } = await run(['batch', 'start', '--file', file, '--lang', 'zh']);
  rmSync(folder, { recursive: true });
  expect(error).toContain('第 3 行，"to" 列：与第 2 行重复，都使用 OSS Bucket archive；');
  expect(error).toContain('第 4 行：与第 2 行重复，都是 photos；');
});

describe('a file of which lines are wrong in different ways', () => {
  it('is refused with all of them at once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'prep-rows-'));
    const file = join(folder, 'wrong.csv');
    writeFileSync(
      file,
      'bucket,to,user\r\nphotos,archive,\r\nmusic\r\nVideos,,\r\n\r\nsongs,archive,\r\nlogs,,mgw-photos\r\nphotos,,\r\n',
    );
    const { exitCode, error } = await run(['batch', 'start', '--file', file]);
    rmSync(folder, { recursive: true });
    expect(exitCode).toBe(2);
    expect(error.split('\n').slice(1, -1)).toEqual([
      '  - line 3 has 1 cell, but there are 3 columns',
      expect.stringMatching(/^ {2}- line 4, column "bucket": is not a KS3 bucket name/),
      expect.stringMatching(/^ {2}- line 6, column "to": names the OSS bucket archive again, like line 2;/),
      expect.stringMatching(
        /^ {2}- line 7, column "user": names the RAM user mgw-photos again, like line 2;/,
      ),
      expect.stringMatching(/^ {2}- line 8 names photos again, like line 2;/),
    ]);
  });
});

it.each([
  ['', 'names no bucket'],
  ['bucket\n"photos\n', 'Line 2 of FILE has a quotation mark'],
  ['bucket\nPhotos\n', 'The batch in FILE is not valid'],
  ['bucket,nonsense\nphotos,1\n', 'The batch in FILE is not valid'],
  ['nonsense\nphotos\n', 'The batch in FILE is not valid'],
])('a refusal of a file names it: %j', async (text, said) => {
  const folder = mkdtempSync(join(tmpdir(), 'prep-rows-'));
  const file = join(folder, 'wrong.csv');
  writeFileSync(file, text);
  const { exitCode, error } = await run(['batch', 'start', '--file', file]);
  const inChinese = await run(['batch', 'start', '--file', file, '--lang', 'zh']);
  const piped = await run(['batch', 'start', 'music', '--file', '-'], { stdin: text });
  rmSync(folder, { recursive: true });
  expect([exitCode, error]).toEqual([2, expect.stringContaining(said.replace('FILE', file))]);
  expect(error).toContain(file);
  expect(inChinese.error).toContain(file);
  expect(piped.error).toContain(
    said.startsWith('names') ? 'Standard input names' : said.replace('FILE', 'standard input'),
  );
});
