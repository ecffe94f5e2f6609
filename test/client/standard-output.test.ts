import { jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import fs, { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StandardOutput } from '../../client/terminal/standard-output';
import { run } from './run-command';

const PREP = join(__dirname, '..', '..', 'dist', 'client', 'main.js');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prep-output-'));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function outputTo(file: string) {
  const fd = openSync(file, 'w');
  const nothing = (): never => {
    throw new Error('A file is not written through a stream.');
  };
  const output = new StandardOutput({ fd, write: nothing });
  return { output, close: () => closeSync(fd) };
}

describe('standard output', () => {
  it('that is a file gets all of it', () => {
    const { output, close } = outputTo(join(folder, 'out'));
    output.write('a'.repeat(100_000));
    output.write('照片\n');
    close();
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe(`${'a'.repeat(100_000)}照片\n`);
    expect(output.failure).toBeNull();
  });

  it('that finds no space says so', () => {
    const { output, close } = outputTo(join(folder, 'out'));
    jest.spyOn(fs, 'writeFileSync').mockImplementation(() => {
      throw Object.assign(new Error('write'), { code: 'ENOSPC' });
    });
    output.write('answer\n');
    close();
    expect(output.failure).toBe('ENOSPC');
  });
});

describe('a command whose answer did not arrive whole', () => {
  it.each([['--version'], ['keygen', '--help']])('ends as a failure that says so (%s)', async (...argv) => {
    const screen = { isTTY: false, failure: 'ENOSPC', write: () => undefined };
    expect(await run(argv, { screen })).toMatchObject({
      exitCode: 1,
      error: expect.stringContaining('Standard output could not be written: no space is left.'),
    });
  });

  it('keeps the exit code of what went wrong before', async () => {
    const screen = { isTTY: false, failure: 'ENOSPC', write: () => undefined };
    const ran = await run(['start', 'photos', '--json', '--no-such-option'], { screen });
    expect(ran).toMatchObject({ exitCode: 2, error: expect.stringContaining('Standard output') });
  });

  it('is noticed by the program where a file may not grow', () => {
    const file = join(folder, 'out');
    const command = 'ulimit -f 1; exec "$0" "$1" --help > "$2"';
    const ended = spawnSync('sh', ['-c', command, process.execPath, PREP, file], { encoding: 'utf8' });
    expect(ended.status).toBe(1);
    expect(ended.stderr).toContain(
      'Standard output could not be written: it would become larger than it may.',
    );
  });
});
