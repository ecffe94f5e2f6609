import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PREPARED } from '../presentation/report/results';
import { FakePreparations, LINK, PARKED, RUNNING, WAITING } from './fake-preparations';
import { run } from './run-command';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prep-start-'));
});
afterAll(() => rm(folder, { recursive: true }));

const OTHER = 'age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa';
const RECIPIENT = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';

describe('prep start', () => {
  it('says everything that is wrong with its input at once, recipients too', async () => {
    const preparations = new FakePreparations();
    const wrong = ['--to', 'Bad_Name', '--recipient', RECIPIENT, '--recipient', 'age1xyz'];
    const ran = await run(['start', 'photos', ...wrong], { preparations });
    expect([ran.exitCode, preparations.started]).toEqual([2, []]);
    expect(ran.error).toContain('- --to: ');
    expect(ran.error).toContain('- --recipient (credentials.recipients.1): is not a valid age recipient');
    expect(ran.error).not.toContain('recipients.0');
    const alone = await run(['start', 'photos', '--recipient', 'age1xyz'], { preparations });
    expect([alone.exitCode, preparations.started]).toEqual([2, []]);
  });

  it('builds the input from flags and names the run after the bucket', async () => {
    const preparations = new FakePreparations();
    const ran = await run(
      (
        'start --bucket photos --prefix a/ --endpoint https://ks3-cn-beijing.ksyuncs.com --region BEIJING --profile p ' +
        `--to photos-oss --to-region cn-beijing --user mgw --recipient ${RECIPIENT} --recipient ${OTHER}`
      ).split(' '),
      { preparations },
    );

    expect(preparations.started).toEqual([
      {
        type: 'prepareMigration',
        workflowId: 'prepare/photos',
        input: {
          source: {
            bucket: 'photos',
            prefix: 'a/',
            endpoint: 'https://ks3-cn-beijing.ksyuncs.com',
            region: 'BEIJING',
            profile: 'p',
          },
          destination: { bucket: 'photos-oss', region: 'cn-beijing' },
          ramUser: { name: 'mgw' },
          credentials: { recipients: [RECIPIENT, OTHER] },
        },
        summary: expect.stringContaining('photos'),
      },
    ]);
    expect(ran.exitCode).toBe(0);
    expect(ran.out).toContain('Started prepare/photos');
    expect(ran.out).toContain(LINK);
    expect(ran.out).toContain('npx prep watch photos');
    expect(preparations.closed).toBe(1);
  });

  it('takes the bucket as an argument or as an option, and not two of them', async () => {
    for (const argv of [['photos'], ['--bucket', 'photos'], ['photos', '--bucket', 'photos']]) {
      const preparations = new FakePreparations();
      await run(['start', ...argv], { preparations });
      expect(preparations.started).toMatchObject([
        { workflowId: 'prepare/photos', input: { source: { bucket: 'photos' } } },
      ]);
    }
    const two = await run(['start', 'photos', '--bucket', 'videos'], {
      preparations: new FakePreparations(),
    });
    expect(two).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining('photos, and videos with --bucket'),
    });
  });

  it('asks for a dedicated source AccessKey where --source-key says so, and for nothing else', async () => {
    const preparations = new FakePreparations();
    await run(['start', '--bucket', 'photos', '--source-key', 'create'], { preparations });
    expect(preparations.started[0]?.input).toEqual({ source: { bucket: 'photos', accessKey: 'create' } });
    const ran = await run(['start', '--bucket', 'photos', '--source-key', 'make'], { preparations });
    expect(ran.exitCode).toBe(2);
    expect(ran.error).toContain('- --source-key: must be one of "use", "create"');
  });

  it('lets flags win over the file, section by section', async () => {
    const file = join(folder, 'input.json');
    const input = { source: { bucket: 'old', prefix: 'kept/' }, approval: { required: 2 } };
    await writeFile(file, JSON.stringify(input));
    const preparations = new FakePreparations();
    await run(['start', '--input', file, '--bucket', 'photos'], { preparations });
    expect(preparations.started[0]?.input).toEqual({
      source: { bucket: 'photos', prefix: 'kept/' },
      approval: { required: 2 },
    });
  });

  it('takes the input from standard input', async () => {
    const preparations = new FakePreparations();
    const stdin = '{ "source": { "bucket": "photos" } }';
    const ran = await run(['start', '--input', '-', '--id', 'mine', '--json'], { preparations, stdin });
    expect(ran.json()).toMatchObject({
      workflowId: 'mine',
      runId: 'run-1',
      attached: false,
      link: LINK,
      warnings: [],
    });
  });

  it('tells every problem of the input at once, starts nothing, and exits with 2', async () => {
    const preparations = new FakePreparations();
    const stdin = '{ "source": { "bucket": "NO" }, "destinatoin": {} }';
    const ran = await run(['start', '--input', '-', '--to', 'Not_good', '--json'], { preparations, stdin });
    expect(ran.exitCode).toBe(2);
    expect(ran.json().error.type).toBe('InvalidInput');
    expect(ran.json().error.message).toMatch(
      /source\.bucket: .*\n(.*\n)*.*--to: (.*\n)*.*did you mean "destination"/,
    );
    expect(preparations.started).toEqual([]);
  });

  it.each([
    ['[1]', 'must be an object'],
    ['{', 'is not JSON'],
    ['"photos"', 'must be an object'],
  ])('refuses %s as an input', async (stdin, why) => {
    const ran = await run(['start', '--input', '-', '--bucket', 'photos'], {
      preparations: new FakePreparations(),
      stdin,
    });
    expect(ran).toMatchObject({ exitCode: 2, error: expect.stringContaining(why) });
  });

  it.each(['AGE-SECRET-KEY-1QQQQ', '{ "bucket": AGE-SECRET-KEY-1QQQQ', 'aSecretOf20Characters'])(
    'quotes nothing of a file that is no JSON: %s may be the wrong one',
    async (stdin) => {
      const { error } = await run(['start', '--input', '-'], { preparations: new FakePreparations(), stdin });
      expect(error).toMatch(
        /Standard input is not JSON: line 1, column \d+: (a text must be in double quotes|a value is expected)\.\n*$/,
      );
    },
  );

  it('leaves a section that is not an object to the validation', async () => {
    const stdin = '{ "source": "photos" }';
    const ran = await run(['start', '--input', '-', '--bucket', 'photos'], {
      preparations: new FakePreparations(),
      stdin,
    });
    expect(ran).toMatchObject({ exitCode: 2, error: expect.stringContaining('source: must be an object') });
  });

  it('says which input file cannot be read', async () => {
    const ran = await run(['start', '--input', join(folder, 'none.json')], {
      preparations: new FakePreparations(),
    });
    expect(ran).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining('none.json cannot be read: there is no such file'),
    });
  });

  it('says that it attached, and that the input of the running one stands', async () => {
    const preparations = new FakePreparations();
    preparations.attached = true;
    const ran = await run(['start', '--bucket', 'photos', '--user', 'mgw-2'], { preparations });
    expect(ran.exitCode).toBe(0);
    expect(ran.out).toContain('Attached to prepare/photos');
    expect(ran.error).toContain('your new input was ignored');
  });

  it('says that it attached where only the bucket was named, which ignores nothing', async () => {
    const preparations = new FakePreparations();
    preparations.attached = true;
    const ran = await run(['start', 'photos'], { preparations });
    expect(ran.error).toContain('prepare/photos was already running; attached to the existing run.');
    expect(ran.error).not.toContain('ignored');
  });

  it.each([
    ['b', [expect.stringContaining('it also matches keys such as "bb/…"')]],
    ['b/', []],
  ])('warns about the prefix %j: %j', async (prefix, warnings) => {
    const preparations = new FakePreparations();
    const ran = await run(['start', '--bucket', 'photos', '--prefix', prefix, '--json'], { preparations });
    expect(ran.json().warnings).toEqual(warnings);
  });

  it('warns about regions that are spelled as another cloud spells them', async () => {
    const preparations = new FakePreparations();
    const regions = ['--region', 'cn-beijing', '--to-region', 'cn-beijing-6'];
    const ran = await run(['start', '--bucket', 'photos', ...regions, '--json'], { preparations });
    expect(ran.json().warnings).toEqual([
      'KS3 spells the region of the source "BEIJING", not "cn-beijing".',
      'OSS spells the region of the destination "cn-beijing", not "cn-beijing-6".',
    ]);
  });

  it('warns when no worker polls the queue', async () => {
    const preparations = new FakePreparations();
    preparations.polledAt = null;
    const ran = await run(['start', '--bucket', 'photos', '--json'], { preparations });
    expect(ran.json().warnings).toEqual([
      expect.stringMatching(/No worker is polling .* migration-prep.*npx prep worker/),
    ]);
  });

  it('says since when no worker polls, while the server still lists one that has stopped', async () => {
    const preparations = new FakePreparations();
    preparations.polledAt = new Date(Date.now() - 120_000);
    const ran = await run(['start', '--bucket', 'photos', '--json'], { preparations });
    const at = `${preparations.polledAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    expect(ran.json().warnings).toEqual([
      `No worker has polled task queue migration-prep since ${at}; if none runs any more, nothing happens until one does: npx prep worker`,
    ]);
    preparations.polledAt = new Date(Date.now() - 60_000);
    expect((await run(['start', '--bucket', 'photos', '--json'], { preparations })).json().warnings).toEqual(
      [],
    );
  });
});

describe('prep start --wait', () => {
  it('follows until it waits for an approval, and exits with 3', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ status: RUNNING }, { status: WAITING }];
    const ran = await run(['start', '--bucket', 'photos', '--wait'], { preparations });
    expect(ran.exitCode).toBe(3);
    expect(ran.out).toContain('npx prep approve photos --approver YOUR-NAME');
  });

  it('exits with 5 where it requires action', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ status: PARKED }];
    const ran = await run(['start', '--bucket', 'photos', '--wait', '--json'], { preparations });
    expect(ran.exitCode).toBe(5);
    expect(ran.json()).toMatchObject({ attached: false, phase: { name: 'action required', step: 'bucket' } });
  });

  it('prints the job form once it is done', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ status: RUNNING }, { state: 'completed' }];
    preparations.ending = PREPARED;
    const ran = await run(['start', '--bucket', 'photos', '--wait'], { preparations });
    expect(ran.exitCode).toBe(0);
    expect(ran.out).toMatch(/File count +1234567/);
  });
});
