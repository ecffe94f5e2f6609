import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bothCloudsEnvironment } from '../../demo/stand-in-settings';
import { startStandIns, type StandIns } from '../../standins/stand-ins';
import { Control } from '../rig/control';
import { until } from '../rig/until';
import { PrepProcess, type Ended } from './prep-process';

const OBJECTS = Object.fromEntries(
  Array.from({ length: 12_000 }, (_, n) => [`p/${String(n).padStart(6, '0')}`, 'x'.repeat(n % 3)]),
);

/** Compares the same objects below another prefix of another bucket. */
const MAPPED = ['--to', 'archive', '--source-prefix', 'p/', '--destination-prefix', 'old/photos/'];

let folder: string;
let standIns: StandIns;
let control: Control;
let env: Record<string, string>;
let verify: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prep-verify-process-'));
  standIns = await startStandIns({ buckets: [] });
  control = new Control(standIns);
  env = bothCloudsEnvironment(standIns.summary);
  await control.arrange('ks3', 'create-bucket', { name: 'photos' });
  await control.arrange('ks3', 'put-objects', {
    bucket: 'photos',
    objects: Object.entries(OBJECTS).map(([key, content]) => ({ key, content })),
  });
  await control.arrange('oss', 'create-bucket', { name: 'photos-oss' });
  await control.arrange('oss', 'put-objects', { bucket: 'photos-oss', objects: { ...OBJECTS, 'p/x': 'x' } });
  await control.arrange('oss', 'create-bucket', { name: 'archive' });
  const moved = Object.entries(OBJECTS).map(([key, content]) => [key.replace('p/', 'old/photos/'), content]);
  const objects = { ...Object.fromEntries(moved), 'old/photos/x': 'x', elsewhere: 'x' };
  await control.arrange('oss', 'put-objects', { bucket: 'archive', objects });
  verify = [
    'verify',
    'photos',
    '--direct',
    '--to-region',
    standIns.summary.oss.region,
    '--concurrency',
    '1',
    '--json',
  ];
});
afterAll(async () => {
  await standIns.stop();
  await rm(folder, { recursive: true });
});

const prep = (more: readonly string[] = []): Promise<Ended> =>
  new PrepProcess([...verify, ...more], folder, env).ended;

/** Stops a verification once both sides have some pages, and its file knows of both. */
async function stopped(signal: NodeJS.Signals, file: string, ...more: readonly string[]): Promise<Ended> {
  for (const service of ['ks3', 'oss'] as const) {
    const slow = { service, operation: 'ListObjectsV2', kind: 'latency' } as const;
    await control.fault({ ...slow, after: 4, latencyMs: 60_000, times: 0 });
  }
  const listing = new PrepProcess([...verify, ...more], folder, env);
  await until(async () => {
    const content = await readFile(file, 'utf8').catch(() => '{}');
    const { checkpoint } = JSON.parse(content) as {
      checkpoint?: Record<string, { listing: { totals: { pages: number } } }>;
    };
    const pages = Object.values(checkpoint ?? {}).map(({ listing: { totals } }) => totals.pages);
    return pages.length === 2 && Math.min(...pages) > 0 ? true : undefined;
  });
  listing.signal(signal);
  const ended = await listing.ended;
  await control.clearFaults();
  return ended;
}

describe('prep verify --direct as a process', () => {
  it('loads nothing of Temporal, no schemas and no SDK, in neither of its threads', async () => {
    const [spy, told] = [join(folder, 'spy.cjs'), join(folder, 'told')];
    await writeFile(
      spy,
      `const tell = (what) => require('node:fs').appendFileSync(${JSON.stringify(told)}, what + '\\n');
       tell(require('node:worker_threads').isMainThread ? 'main' : 'thread');
       const modules = require('node:module');
       const load = modules._load;
       modules._load = function (name, ...more) {
         if (/^(@temporalio|zod|ali-oss|@aws-sdk)/.test(name)) tell(name);
         return load.call(this, name, ...more);
       };`,
    );
    const watched = { ...env, NODE_OPTIONS: `--require ${spy}` };
    expect((await new PrepProcess([...verify], folder, watched).ended).exitCode).toBe(7);
    expect((await readFile(told, 'utf8')).trim().split('\n').toSorted()).toEqual(['main', 'thread']);
  });

  it.each([
    ['SIGKILL', 'the same keys', []],
    ['SIGKILL', 'other prefixes', MAPPED],
    ['SIGINT', 'other prefixes', MAPPED],
    ['SIGHUP', 'the same keys', []],
  ] as const)(
    'resumes after %s in the middle, with %s, and comes to the same result',
    async (signal, what, more) => {
      const file = join(folder, `${signal}-${what.replace(' ', '-')}.json`);
      const whole = (await prep(more)).json();
      const ended = await stopped(signal, file, '--checkpoint', file, ...more);
      expect(ended.exitCode).toBe(signal === 'SIGKILL' ? null : 1);
      expect((await stat(file)).mode & 0o777).toBe(0o600);

      const before = await control.lastSequence();
      const resumed = await prep(['--resume', file, ...more]);
      expect(resumed.exitCode).toBe(7);
      const { source, destination, differences } = resumed.json();
      expect(differences).toEqual(whole.differences);
      for (const [side, other] of [
        [source, whole.source],
        [destination, whole.destination],
      ]) {
        expect(side).toMatchObject({ objects: other.objects, bytes: other.bytes, digest: other.digest });
      }
      // What is proven of a whole listing is proven of one in two parts: no key is asked for twice.
      const since = { since: String(before), operation: 'ListObjectsV2' };
      const asked = await control.audit(since);
      expect(asked.length).toBeLessThan(source.requests + destination.requests);

      // What was compared is not compared again from an old listing.
      await expect(stat(file)).rejects.toThrow('ENOENT');
    },
  );

  it('refuses what is no name of a bucket, and a region that is not that of the endpoint', async () => {
    const named = await prep(['--to', 'Photos_OSS']);
    expect([named.exitCode, named.json().error.type]).toEqual([2, 'InvalidInput']);
    expect(named.json().error.message).toContain('destination.bucket: is not an OSS bucket name');
    const region = standIns.summary.oss.region;
    const elsewhere = verify.map((word) => (word === region ? 'cn-shanghai' : word));
    const far = await new PrepProcess(elsewhere, folder, env).ended;
    expect(far.json().error).toMatchObject({
      type: 'OssWrongRegion',
      message: expect.stringContaining('ALIBABA_OSS_ENDPOINT'),
    });
  });

  it('says how to resume when it is interrupted, and refuses the checkpoint of another verification', async () => {
    const file = join(folder, 'interrupted.json');
    const ended = await stopped('SIGINT', file, '--checkpoint', file);
    expect(ended.exitCode).toBe(1);
    expect(ended.json().error).toMatchObject({
      type: 'Interrupted',
      message: expect.stringContaining(`--resume ${file}`),
    });
    const other = await prep(['--resume', file, '--ignore-markers']);
    expect(other.exitCode).toBe(2);
    expect(other.json().error.message).toContain(
      'its --ignore-markers is false, not true. Repeat the options',
    );
    const content = await readFile(file, 'utf8');
    const began = await prep(['--checkpoint', file]);
    expect(began.json().error).toMatchObject({
      type: 'FileRefused',
      message: expect.stringContaining(`Resume it with --resume ${file}`),
    });
    expect(await readFile(file, 'utf8')).toBe(content);
    const none = await prep(['--resume', join(folder, 'absent.json')]);
    expect(none.exitCode).toBe(2);
    const config = await prep(['--checkpoint', join(__dirname, 'verify.test.ts')]);
    expect(config.json().error.type).toBe('FileRefused');
  });
});
