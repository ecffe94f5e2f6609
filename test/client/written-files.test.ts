import { execFileSync } from 'node:child_process';
import {
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demandReplaceable, misfitFor, writeCheckpoint } from '../../client/inventory/checkpoint-file';
import { keepCheckpoints } from '../../client/inventory/checkpoint-keeper';
import { say } from '../../presentation/words/words';
import { misfitFor as misfitForSides } from '../../client/verification/verification-checkpoint';
import { startCheckpoint } from '../../inventory/ranges/checkpoint';
import { PREPARED } from '../presentation/report/results';
import { FakePreparations } from './fake-preparations';
import { run } from './run-command';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prep-written-'));
});
afterEach(() => rm(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

/** What may exist at the path of a new file; each leaves `kept`, which must not change. */
const OCCUPANTS: readonly (readonly [string, (path: string) => Promise<unknown> | void])[] = [
  ['a file', (path) => writeFile(path, 'keep me')],
  ['a link to a file', (path) => symlink(at('kept'), path)],
  ['a link to nothing', (path) => symlink(at('nothing'), path)],
  ['another name of a file', (path) => link(at('kept'), path)],
  ['a folder', (path) => mkdir(path)],
];

/** What is no file at all. */
const DEVICES: typeof OCCUPANTS = [
  ['a named pipe', (path) => void execFileSync('mkfifo', [path])],
  ['a link to a device', (path) => symlink('/dev/null', path)],
];

async function untouched() {
  expect(await readFile(at('kept'), 'utf8')).toBe('keep me');
  await expect(lstat(at('nothing'))).rejects.toThrow('ENOENT');
}

describe('prep report --out', () => {
  function report(...more: string[]) {
    const preparations = new FakePreparations();
    preparations.looks = [{ state: 'completed' }];
    preparations.ending = PREPARED;
    return run(['report', 'photos', '--format', 'json', '--out', at('out'), ...more], { preparations });
  }

  it('makes a file that only its owner can read', async () => {
    expect(await report()).toMatchObject({ exitCode: 0, out: `Wrote ${at('out')}\n` });
    expect((await stat(at('out'))).mode & 0o777).toBe(0o600);
  });

  it.each(OCCUPANTS)('leaves %s as it is', async (_, occupy) => {
    await writeFile(at('kept'), 'keep me');
    await occupy(at('out'));
    const before = await lstat(at('out'));
    expect(await report()).toMatchObject({
      exitCode: 1,
      error: expect.stringContaining(`${at('out')} already exists and was left unchanged. Add --force`),
    });
    expect(await lstat(at('out'))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
    await untouched();
  });

  it.each(OCCUPANTS.filter(([what]) => what !== 'a folder'))(
    'replaces %s by a new file with --force, and writes through nothing',
    async (_, occupy) => {
      await writeFile(at('kept'), 'keep me');
      await occupy(at('out'));
      expect(await report('--force')).toMatchObject({ exitCode: 0 });
      const made = await lstat(at('out'));
      expect([made.isFile(), made.mode & 0o777, made.nlink]).toEqual([true, 0o600, 1]);
      expect(JSON.parse(await readFile(at('out'), 'utf8'))).toEqual(PREPARED);
      await untouched();
    },
  );

  it.each(
    DEVICES.flatMap(([what, occupy]) => [[], ['--force']].map((more) => [what, more, occupy] as const)),
  )('leaves %s as it is, asked with %j', async (_, more, occupy) => {
    await occupy(at('out'));
    const before = await lstat(at('out'));
    expect(await report(...more)).toMatchObject({
      exitCode: 1,
      error: `prep: ${at('out')} cannot be written: it is a device, a pipe or a socket.\n`,
    });
    expect(await lstat(at('out'))).toMatchObject({ ino: before.ino, mode: before.mode });
  });

  it('leaves nothing beside what it cannot replace', async () => {
    await mkdir(at('out'));
    expect(await report('--force')).toMatchObject({
      exitCode: 1,
      error: expect.stringContaining('cannot be written'),
    });
    expect(await readdir(folder)).toEqual(['out']);
  });
});

describe('a checkpoint', () => {
  const listed = { endpoint: 'https://ks3-cn-beijing.ksyuncs.com', bucket: 'photos', prefix: '' };

  it('takes the place of an earlier one', async () => {
    await writeCheckpoint(at('out'), listed, startCheckpoint());
    await writeCheckpoint(at('out'), listed, startCheckpoint());
    expect(await readdir(folder)).toEqual(['out']);
  });

  it.each([...OCCUPANTS, ...DEVICES])('leaves %s as it is', async (_, occupy) => {
    await writeFile(at('kept'), 'keep me');
    await occupy(at('out'));
    await expect(writeCheckpoint(at('out'), listed, startCheckpoint())).rejects.toThrow(
      'is not a checkpoint of an inventory. It was left unchanged.',
    );
    await untouched();
  });

  it('of another listing is not replaced', async () => {
    await writeCheckpoint(at('out'), { ...listed, prefix: '2024/' }, startCheckpoint());
    await expect(writeCheckpoint(at('out'), listed, startCheckpoint())).rejects.toThrow(
      'out belongs to another listing: its prefix is "2024/", not "". Repeat the options of that listing, or name another file. It was left unchanged.',
    );
    const compared = {
      endpoint: listed.endpoint,
      bucket: 'photos',
      destinationEndpoint: null,
      destinationRegion: 'cn-beijing',
      destinationBucket: 'photos-oss',
      scope: { sourcePrefix: '', destinationPrefix: '', ignoreAfter: null, ignoreMarkers: false },
    };
    await expect(demandReplaceable(at('out'), misfitForSides(compared))).rejects.toThrow(
      'out is not a checkpoint of a verification. It was left unchanged.',
    );
  });

  it('that cannot be kept while a listing runs is told once', async () => {
    const told: string[] = [];
    const start = startCheckpoint();
    const counted = { ...start, totals: { ...start.totals, pages: 1 } };
    const kept = keepCheckpoints(at('removed/photos.json'), listed, (said) => told.push(say('en', said)));
    kept.offer(counted);
    await kept.written();
    expect(told).toEqual([
      `The checkpoint is not kept up to date: ${at('removed/photos.json')} cannot be written: its folder does not exist. The command continues.`,
    ]);
  });

  it('is not written through a link to one', async () => {
    await writeCheckpoint(at('first'), listed, startCheckpoint());
    await symlink(at('first'), at('out'));
    await expect(demandReplaceable(at('out'), misfitFor(listed))).rejects.toThrow('was left unchanged');
  });
});
