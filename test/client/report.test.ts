import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunFailedError } from '../../client/runs/preparations';
import { DRAFT } from '../presentation/report/draft';
import { PREPARED, REJECTED } from '../presentation/report/results';
import { FakePreparations, PARKED, RUNNING, WAITING } from './fake-preparations';
import { run } from './run-command';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prep-report-'));
});
afterAll(() => rm(folder, { recursive: true }));

function ended(ending: unknown): FakePreparations {
  const preparations = new FakePreparations();
  preparations.looks = [{ state: ending instanceof Error ? 'failed' : 'completed' }];
  preparations.ending = ending;
  return preparations;
}

describe('prep report', () => {
  it('prints the job form and where things are', async () => {
    const ran = await run(['report', 'photos'], { preparations: ended(PREPARED) });
    expect(ran.exitCode).toBe(0);
    expect(ran.out).toMatchSnapshot();
  });

  it('prints the result itself as JSON', async () => {
    expect((await run(['report', 'photos', '--json'], { preparations: ended(PREPARED) })).json()).toEqual(
      PREPARED,
    );
    const argv = ['report', 'photos', '--format', 'json'];
    expect((await run(argv, { preparations: ended(PREPARED) })).json()).toEqual(PREPARED);
  });

  it('writes any format to a file', async () => {
    const file = join(folder, 'report.md');
    const argv = ['report', 'photos', '--format', 'markdown', '--out', file];
    const ran = await run(argv, { preparations: ended(PREPARED) });
    expect(ran.out).toBe(`Wrote ${file}\n`);
    expect(await readFile(file, 'utf8')).toMatch(/^# Preparation of KS3 bucket photos\n[^]+## Next steps/);
  });

  it.each([
    ['html', /^<!doctype html>[^]+<\/html>\n$/],
    ['md', /^# Preparation of KS3 bucket photos\n/],
    ['csv', /^\uFEFFSection,Item,Value,Objects,Bytes\r\n[^]+Next steps/],
  ])('writes %s with the short option', async (format, expected) => {
    const file = join(folder, `short.${format}`);
    const argv = ['report', 'photos', '--format', format, '-o', file];
    expect((await run(argv, { preparations: ended(PREPARED) })).exitCode).toBe(0);
    expect(await readFile(file, 'utf8')).toMatch(expected);
  });

  it.each([
    ['a.html', /^<!doctype html>/],
    ['a.MD', /^# Preparation of KS3 bucket photos\n/],
    ['a.csv', /^\uFEFFSection/],
    ['a.json', /^\{/],
    ['a.txt', /^Migration job form/],
    ['html', /^Migration job form/],
  ])('takes the format from the ending of %s', async (name, expected) => {
    const file = join(folder, name);
    expect((await run(['report', 'photos', '-o', file], { preparations: ended(PREPARED) })).exitCode).toBe(0);
    expect(await readFile(file, 'utf8')).toMatch(expected);
  });

  it('says which file cannot be written', async () => {
    const out = join(folder, 'none', 'report.md');
    const ran = await run(['report', 'photos', '--out', out], { preparations: ended(PREPARED) });
    expect(ran).toMatchObject({
      exitCode: 1,
      error: expect.stringContaining(`${out} cannot be written: its folder does not exist`),
    });
  });

  it('tells of a rejection, and exits with 4', async () => {
    const ran = await run(['report', 'photos'], { preparations: ended(REJECTED) });
    expect(ran).toMatchObject({ exitCode: 4, out: expect.stringContaining('rejected it (wrong bucket)') });
  });

  it.each([
    ['InvalidInput', 2],
    ['AlreadyPrepared', 1],
  ])('tells why a run failed with %s', async (type, exitCode) => {
    const ran = await run(['report', 'photos'], {
      preparations: ended(new RunFailedError(type, 'Because of this.')),
    });
    expect(ran).toMatchObject({ exitCode, error: expect.stringContaining('Because of this.') });
  });

  it('tells what an earlier run delivered where the latest has no result, and says so', async () => {
    const preparations = ended(new RunFailedError('AlreadyPrepared', 'Because of this.'));
    const [startedAt, closedAt] = [new Date(0), new Date(1000)];
    const earlier = {
      workflowId: 'prepare/photos',
      runId: 'run-0',
      type: 'prepareMigration',
      startedAt,
      closedAt,
    };
    preparations.earlier = {
      run: { ...earlier, state: 'completed' },
      result: PREPARED,
      verified: 'verified',
    };

    const ran = await run(['report', 'photos'], { preparations });

    expect(ran.exitCode).toBe(0);
    expect(ran.out).toBe((await run(['report', 'photos'], { preparations: ended(PREPARED) })).out);
    expect(ran.error).toContain(
      'The latest run of prepare/photos ended without a result (AlreadyPrepared). This is about run run-0, which delivered at 1970-01-01 00:00 UTC.',
    );
  });

  it.each([
    ['runs', RUNNING, 1],
    ['waits for an approval', WAITING, 3],
    ['action required', PARKED, 5],
  ])(
    'writes nothing while it %s and nothing is counted, says where it stands, and does not exit with 0',
    async (_, status, exitCode) => {
      const preparations = new FakePreparations();
      preparations.looks = [{ status }];
      const out = join(folder, 'early.json');
      const ran = await run(['report', 'photos', '--format', 'json', '--out', out, '--json'], {
        preparations,
      });
      expect(ran.exitCode).toBe(exitCode);
      expect(ran.json().error).toMatchObject({
        type: 'NoResult',
        message: expect.stringContaining('There is no report yet'),
      });
      await expect(readFile(out)).rejects.toThrow('ENOENT');
    },
  );

  it.each([
    ['html', /^<!doctype html>[^]*Draft report[^]*What the migration takes/],
    ['md', /^# Draft report of a preparation that has not ended\n[^]*## Plan/],
    ['csv', /Outcome,Outcome,draft/],
    ['text', /Plan:\n[^]*Plan digest: [0-9a-f]{64}/],
  ])('writes a draft as %s while the plan waits, with the exit code of that', async (format, expected) => {
    const preparations = new FakePreparations();
    preparations.looks = [{ status: WAITING }];
    preparations.drafted = DRAFT;
    const ran = await run(['report', 'photos', '--format', format], { preparations });
    expect(ran.exitCode).toBe(3);
    expect(ran.out).toMatch(expected);
  });

  it('does not exit with 0 for a draft while the run works: it is not the report', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ status: RUNNING }];
    preparations.drafted = DRAFT;
    const ran = await run(['report', 'photos', '--format', 'json'], { preparations });
    expect(ran.json()).toMatchObject({ outcome: 'draft' });
    expect(ran.exitCode).toBe(1);
  });

  it('knows its formats', async () => {
    expect((await run(['report', 'photos', '--format', 'pdf'])).exitCode).toBe(2);
  });
});
