import { copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { RunFailedError } from '../../client/runs/preparations';
import { ks3Environment } from '../../demo/stand-in-settings';
import { startStandIns, type StandIns } from '../../standins/stand-ins';
import { INVENTORY, UNSIGNED } from '../presentation/report/results';
import { Control } from '../rig/control';
import { FakePreparations, PROGRESS } from './fake-preparations';
import { run, type Around, type Ran } from './run-command';

// Nothing here may load Temporal's SDK: `inventory --direct` must work, and start fast, without it.
function forbidden(): never {
  throw new Error('Temporal was loaded');
}
jest.mock('@temporalio/client', forbidden);
jest.mock('@temporalio/common', forbidden);
jest.mock('@temporalio/worker', forbidden);
jest.mock('@temporalio/workflow', forbidden);

const OBJECTS = 12_000;

let folder: string;
let standIns: StandIns;
let control: Control;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prep-inventory-'));
  standIns = await startStandIns({ buckets: [{ name: 'photos', synthetic: `hex:${OBJECTS}` }] });
  control = new Control(standIns);
  env = ks3Environment(standIns.summary);
});
afterEach(() => control.clearFaults());
afterAll(async () => {
  await standIns.stop();
  await rm(folder, { recursive: true });
});

function done(): FakePreparations {
  const preparations = new FakePreparations();
  preparations.looks = [{ listing: PROGRESS }, { state: 'completed' }];
  preparations.ending = { value: INVENTORY, signature: UNSIGNED };
  return preparations;
}

const at = (name: string): string => join(folder, name);

function direct(more: string[] = [], around: Around = {}): Promise<Ran> {
  return run(['inventory', 'photos', '--direct', '--path-style', ...more], { env, ...around });
}

it('takes the bucket as an argument, and asks for it', async () => {
  const none = await run(['inventory', '--direct']);
  expect(none).toMatchObject({ exitCode: 2, error: expect.stringContaining('Name the KS3 bucket.') });
  const two = await run(['inventory', 'photos', '--bucket', 'videos', '--direct']);
  expect(two).toMatchObject({ exitCode: 2, error: expect.stringContaining('Name one.') });
});

describe('prep inventory --direct', () => {
  it('prints one JSON object with the proven total', async () => {
    const ran = await direct(['--json', '--concurrency', '4']);
    expect(ran.exitCode).toBe(0);
    expect(ran.json()).toMatchObject({
      bucket: 'photos',
      prefix: '',
      complete: true,
      objects: String(OBJECTS),
      bytes: expect.stringMatching(/^\d+$/),
      pages: expect.any(Number),
      requests: expect.any(Number),
      seconds: expect.any(Number),
      digest: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('takes endpoint and region as flags, and the keys from the environment alone', async () => {
    const { KS3_ENDPOINT: endpoint = '', KS3_REGION: region = '', ...keys } = env;
    const ran = await direct(['--endpoint', endpoint, '--region', region], { env: keys });
    expect(ran).toMatchObject({ exitCode: 0, out: expect.stringMatching(/Objects +12,000\n/) });
    const help = await run(['inventory', '--help']);
    expect(help.out).not.toMatch(/--(access-key|secret)/);
  });

  it('lists every missing setting, and exits with 2', async () => {
    const ran = await direct(['--json'], { env: {} });
    expect(ran.exitCode).toBe(2);
    expect(ran.json().error).toMatchObject({
      type: 'ConfigurationError',
      message: expect.stringMatching(/KS3_ENDPOINT[^]+KS3_ACCESS_KEY_ID[^]+KS3_ACCESS_KEY_SECRET/),
    });
  });

  it('leaves a checkpoint when it is interrupted, and goes on from it to the same total', async () => {
    const whole = (await direct(['--json'])).json();
    const checkpoint = at('interrupted.json');
    const interruption = new AbortController();
    // The sixth page takes so long that it is still on its way when the interruption comes.
    await control.fault({ service: 'ks3', kind: 'latency', latencyMs: 60_000, after: 5, times: 0 });
    const running = direct(['--json', '--concurrency', '1', '--checkpoint', checkpoint], {
      interruption: interruption.signal,
    });
    await untilListed(6);
    interruption.abort();
    const ran = await running;
    expect(ran.exitCode).toBe(1);
    expect(ran.json().error).toMatchObject({
      type: 'Interrupted',
      message: expect.stringContaining(`--resume ${checkpoint}`),
    });
    expect((await stat(checkpoint)).mode & 0o777).toBe(0o600);
    expect(await readFile(checkpoint, 'utf8')).not.toContain(env['KS3_ACCESS_KEY_SECRET']);

    await control.clearFaults();
    await copyFile(checkpoint, at('copy.json'));
    for (const more of [[], ['--resume', at('copy.json')]]) {
      const began = await direct(['--checkpoint', checkpoint, ...more]);
      expect(began).toMatchObject({
        exitCode: 1,
        error: expect.stringContaining(`${checkpoint} is the checkpoint of a listing that did not end`),
      });
    }
    expect(await readFile(checkpoint)).toEqual(await readFile(at('copy.json')));

    const resumed = (await direct(['--json', '--resume', checkpoint])).json();
    const { objects, bytes, digest } = whole;
    expect(resumed).toMatchObject({ objects, bytes, digest, complete: true, resumedFrom: checkpoint });
    // What has ended leaves nothing to resume: the same command can be repeated.
    const kept = ['--checkpoint', checkpoint];
    for (const more of [kept, kept]) {
      await expect(stat(checkpoint)).rejects.toThrow('ENOENT');
      expect(await direct(more)).toMatchObject({ exitCode: 0, error: '' });
    }
    await copyFile(at('copy.json'), checkpoint);
    const both = await direct([...kept, '--resume', relative('.', checkpoint)]);
    expect(both).toMatchObject({ exitCode: 0, error: '' });
    await expect(stat(checkpoint)).rejects.toThrow('ENOENT');
  });

  it('waits for a store that is away, says so once, and goes on to the same total', async () => {
    const { objects, digest } = (await direct(['--json'])).json();
    await control.fault({ service: 'ks3', kind: 'reset', after: 4, times: 0 });
    const ran = await direct(['--json', '--concurrency', '2'], { onError: () => control.clearFaults() });
    expect(ran.json()).toMatchObject({ objects, digest, complete: true });
    expect(ran.error).toMatch(
      /^KS3 bucket photos has been unavailable since 20\d\d-.* UTC\. .*2 minutes.*\n$/,
    );
  });

  it('gives up a store that stays away, with the command that resumes', async () => {
    const around = { env: { ...env, XDG_STATE_HOME: at('away') } };
    await control.fault({ service: 'ks3', kind: 'reset', after: 4, times: 0 });
    const ran = await direct(['--json', '--concurrency', '1', '--patience', '1 second'], around);
    expect(ran).toMatchObject({ exitCode: 1, error: '' });
    const { message } = ran.json().error;
    expect(message).toMatch(/There is no total yet\. .*--patience '1 second' --resume /);
    await control.clearFaults();
    const file = /--resume (\S+)/.exec(message)?.[1] ?? '';
    expect((await direct(['--json', '--resume', file], around)).json()).toMatchObject({
      objects: String(OBJECTS),
    });
  });

  it('does not wait for a store that has never answered', async () => {
    await control.fault({ service: 'ks3', kind: 'reset', times: 0 });
    const ran = await direct(['--patience', '1 hour']);
    expect(ran).toMatchObject({ exitCode: 1, error: expect.stringContaining('Nothing was counted.') });
  });

  it('leaves the checkpoint in the state folder, not in the working folder, if no file is named', async () => {
    const around = { env: { ...env, XDG_STATE_HOME: at('state'), HOME: at('home') } };
    await control.fault({ service: 'ks3', kind: 'html', after: 3, times: 0 });
    const before = await readdir(process.cwd());
    const { message } = (await direct(['--json', '--concurrency', '1'], around)).json().error;
    const names = await readdir(at('state/ks3-oss-prep'));
    expect(names).toEqual([expect.stringMatching(/^photos\.[0-9a-f]{16}\.inventory-checkpoint\.json$/)]);
    const file = at(`state/ks3-oss-prep/${names[0]}`);
    expect(message).toContain(`the checkpoint is "${file}".`);
    expect(message).toContain(
      `run: npx prep inventory --direct --path-style --bucket photos --concurrency 1 --resume ${file}`,
    );
    expect(((await stat(at('state/ks3-oss-prep'))).mode & 0o777).toString(8)).toBe('700');
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
    expect(await readdir(process.cwd())).toEqual(before);

    await control.clearFaults();
    const resumed = (await direct(['--json', '--resume', file], around)).json();
    expect(resumed).toMatchObject({ objects: String(OBJECTS), complete: true });
  });

  it('names the full path of a checkpoint whose path was relative', async () => {
    await control.fault({ service: 'ks3', kind: 'html', after: 3, times: 0 });
    const { message } = (await direct(['--json', '--checkpoint', relative('.', at('near.json'))])).json()
      .error;
    expect(message).toContain(`--resume ${at('near.json')}`);
  });

  it('warns about a prefix that is no folder, beside the answer or in it', async () => {
    const warning = 'Prefix "b" does not end in "/", so it also matches keys such as "bb/…"';
    expect((await direct(['--prefix', 'b'])).error).toContain(warning);
    const ran = await direct(['--json', '--prefix', 'b']);
    expect(ran.error).toBe('');
    expect(ran.json().warnings).toEqual([expect.stringContaining(warning)]);
  });

  it('warns about a region that KS3 spells in another way', async () => {
    const ran = await run(['inventory', '--bucket', 'photos', '--region', 'cn-beijing'], {
      preparations: done(),
    });
    expect(ran.error).toContain('KS3 spells the region of the source "BEIJING", not "cn-beijing".');
  });

  it.each(['b/', ''])('does not warn about the prefix %j', async (prefix) => {
    expect(await direct(['--prefix', prefix])).toMatchObject({ exitCode: 0, error: '' });
    expect((await direct(['--json', '--prefix', prefix])).json().warnings).toEqual([]);
  });

  it('prints no total, and exits with 1, where a page cannot be believed', async () => {
    await control.fault({ service: 'ks3', kind: 'html', after: 3, times: 0 });
    const ran = await direct(['--json', '--checkpoint', at('html.json')]);
    expect(ran.exitCode).toBe(1);
    expect(ran.json()).toEqual({
      error: { type: 'Ks3UntrustworthyPage', message: expect.stringContaining('There is no total yet') },
    });
  });

  it('leaves no checkpoint where nothing was counted', async () => {
    const argv = [
      'inventory',
      '--direct',
      '--path-style',
      '--bucket',
      'nobucket',
      '--checkpoint',
      at('nothing.json'),
    ];
    const ran = await run([...argv, '--json'], { env });
    expect(ran.json().error).toMatchObject({
      type: 'Ks3NoSuchBucket',
      message: expect.stringContaining('Nothing was counted'),
    });
    await expect(stat(at('nothing.json'))).rejects.toThrow('ENOENT');
  });

  it('says what went wrong also where the checkpoint cannot be written', async () => {
    await control.fault({ service: 'ks3', kind: 'html', after: 3, times: 0 });
    await writeFile(at('no-folder'), '');
    const ran = await direct([], { env: { ...env, XDG_STATE_HOME: at('no-folder') } });
    expect(ran.error).toMatch(/HTML page[^]+no checkpoint was written: .+part of its path is a file/);
  });

  it('lists nothing where the checkpoint that it is to keep has no place', async () => {
    const ran = await direct(['--json', '--checkpoint', at('none/file.json')]);
    expect(ran.json().error).toEqual({
      type: 'FileRefused',
      message: `${at('none/file.json')} cannot be written: its folder does not exist.`,
    });
  });

  it('lists nothing where its checkpoint would take the place of another file', async () => {
    await writeFile(at('thesis.txt'), 'keep me');
    const ran = await direct(['--json', '--checkpoint', at('thesis.txt')]);
    expect(ran.exitCode).toBe(1);
    expect(ran.json()).toMatchObject({ error: { type: 'FileRefused' } });
    expect(await readFile(at('thesis.txt'), 'utf8')).toBe('keep me');
  });

  it('refuses the checkpoint of another listing, and what is none', async () => {
    const checkpoint = at('copy.json');
    const other = await direct(['--resume', checkpoint, '--prefix', 'a']);
    expect(other).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining('belongs to another listing: its prefix'),
    });
    expect(await direct(['--resume', __filename])).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining('not JSON'),
    });
    expect(await direct(['--resume', at('none')])).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining('there is no such file'),
    });
  });

  it('shows its progress on a terminal only', async () => {
    const shown = await direct(['--concurrency', '1'], { isTTY: true });
    expect(shown.out).toMatch(/objects\/s, .*\d+ ranges? left/);
    expect((await direct()).out).not.toContain('objects/s');
  });

  it.each([
    ['--concurrency', '0'],
    ['--concurrency', 'many'],
    ['--profile', 'p'],
  ])('refuses %s %s', async (flag, value) => {
    expect((await direct([flag, value])).exitCode).toBe(2);
  });
});

/** Waits until KS3 was asked so often since the beginning of the last fault. */
async function untilListed(calls: number): Promise<void> {
  for (;;) {
    const [state] = await control.faults();
    if ((state?.matched ?? 0) >= calls) {
      return;
    }
  }
}

describe('prep inventory by a worker', () => {
  it('starts the workflow under the name of the bucket and prints the same object', async () => {
    const preparations = done();
    const ran = await run(['inventory', '--bucket', 'photos', '--prefix', 'a/', '--json'], { preparations });
    expect(preparations.started).toEqual([
      {
        type: 'inventoryBucket',
        workflowId: 'inventory/photos',
        input: { source: { bucket: 'photos', prefix: 'a/' } },
        summary: expect.stringContaining('photos'),
      },
    ]);
    expect(ran.json()).toMatchObject({
      bucket: 'photos',
      prefix: 'a/',
      complete: true,
      objects: '1234567',
      bytes: '9876543210987',
      pages: 1235,
      requests: 1240,
      seconds: 1.5,
      workflowId: 'inventory/photos',
      attached: false,
    });
    expect(preparations.closed).toBe(1);
  });

  it('says that it attached, and that no worker is there, beside the answer', async () => {
    const preparations = done();
    preparations.attached = true;
    preparations.polledAt = null;
    const ran = await run(['inventory', '--bucket', 'photos'], { preparations });
    expect(ran.out).toMatch(/^KS3 bucket photos: complete\n/);
    expect(ran.error).toMatch(/your new input was ignored[^]+npx prep worker/);
  });

  it('does not take the open inventory of another prefix for its own', async () => {
    const preparations = done();
    preparations.attached = true;
    preparations.input = { source: { bucket: 'photos' } };
    const ran = await run(['inventory', '--bucket', 'photos', '--prefix', 'a/', '--json'], { preparations });
    expect([ran.exitCode, ran.json().error]).toEqual([
      1,
      {
        type: 'OtherRunOpen',
        message:
          'Run inventory/photos is open for something else, so nothing was started.\n' +
          '- source.prefix is "" there, and a/ was asked for\n' +
          'Wait until it has ended, or cancel it, then start again.',
      },
    ]);
  });

  it('shows how far the worker is on a terminal', async () => {
    const ran = await run(['inventory', '--bucket', 'photos'], { preparations: done(), isTTY: true });
    expect(ran.out).toContain('1,200,000 objects');
  });

  it('tells why there is no total', async () => {
    const preparations = done();
    preparations.ending = new RunFailedError('Ks3AccessDenied', 'The KS3 AccessKey may not do this.');
    const ran = await run(['inventory', '--bucket', 'photos', '--json'], { preparations });
    expect(ran.exitCode).toBe(1);
    expect(ran.json().error).toEqual({
      type: 'Ks3AccessDenied',
      message: 'The KS3 AccessKey may not do this.',
    });
  });

  it('refuses a wrong input, and the flags of --direct', async () => {
    const wrong = await run(['inventory', '--bucket', 'NO'], { preparations: new FakePreparations() });
    expect(wrong).toMatchObject({ exitCode: 2, error: expect.stringContaining('- --bucket: ') });
    const ofDirect = await run(['inventory', '--bucket', 'photos', '--resume', 'x'], {
      preparations: done(),
    });
    expect(ofDirect).toMatchObject({ exitCode: 2, error: expect.stringContaining('--direct') });
  });
});

describe('the help', () => {
  it('needs no Temporal', async () => {
    expect((await run(['--help'])).exitCode).toBe(0);
  });
});
