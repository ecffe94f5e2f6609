import { jest } from '@jest/globals';
import fs from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError } from '../../client/command-error';
import { differencesFile } from '../../client/verification/differences-file';
import type { Difference } from '../../inventory/verification/found-differences';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prep-differences-'));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const missing = (key: string): Difference => ({ mark: '-', key, sourceBytes: 1, destinationBytes: null });
const KEYS = Array.from({ length: 3000 }, (_, index) => `logs/2024/${index}.log`);

describe('a list of differences', () => {
  it('is whole although the disk takes a part of it at a time', async () => {
    const write = fs.writeSync as (fd: number, bytes: Uint8Array, offset: number, length: number) => number;
    jest.spyOn(fs, 'writeSync').mockImplementation((fd: number, text: unknown, offset = 0) => {
      const bytes = Buffer.from(text as string).subarray(offset as number);
      return write(fd, bytes, 0, Math.min(1000, bytes.length));
    });
    const list = await differencesFile(join(folder, 'list.csv'));
    KEYS.forEach((key) => list.add(missing(key)));
    await list.done();
    const rows = (await readFile(join(folder, 'list.csv'), 'utf8')).trimEnd().split(/\r?\n/);
    expect(rows).toHaveLength(1 + KEYS.length);
    expect(rows.at(-1)).toContain(KEYS.at(-1));
  });

  it('has its name only when it is whole', async () => {
    const list = await differencesFile(join(folder, 'list.csv'));
    KEYS.forEach((key) => list.add(missing(key)));
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^list\.csv\.[0-9a-f]{12}\.partial$/)]);
    await list.done();
    expect(await readdir(folder)).toEqual(['list.csv']);
  });

  it('takes the place of no file, however late that comes', async () => {
    const list = await differencesFile(join(folder, 'list.csv'));
    await writeFile(join(folder, 'list.csv'), 'keep me');
    await expect(list.done()).rejects.toThrow('list.csv already exists');
    await list.discard();
    expect(await readFile(join(folder, 'list.csv'), 'utf8')).toBe('keep me');
    expect(await readdir(folder)).toEqual(['list.csv']);
  });

  it('that finds no space is refused by its name, and nothing of it stays', async () => {
    const list = await differencesFile(join(folder, 'list.csv'));
    jest.spyOn(fs, 'writeFileSync').mockImplementation(() => {
      throw Object.assign(new Error('write'), { code: 'ENOSPC' });
    });
    const add = () => KEYS.forEach((key) => list.add(missing(key)));
    expect(add).toThrow(CommandError);
    expect(add).toThrow(/list\.csv cannot be written: no space is left\./);
    await list.discard();
    expect(await readdir(folder)).toEqual([]);
  });
});
