import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:tls';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ks3Environment } from '../../demo/stand-in-settings';
import { startStandIns, type StandIns } from '../../standins/stand-ins';
import { Control } from '../rig/control';
import { until } from '../rig/rig';
import { PrepProcess, type Ended } from './prep-process';

const OBJECTS = 30_000;

let standIns: StandIns;
let control: Control;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prep-direct-'));
  standIns = await startStandIns({ buckets: [{ name: 'photos', synthetic: `hex:${OBJECTS}` }] });
  control = new Control(standIns);
  env = {
    ...ks3Environment(standIns.summary),
    KS3_PATH_STYLE: 'true',
    XDG_STATE_HOME: folder,
  };
});

afterEach(() => control.clearFaults());

afterAll(async () => {
  await standIns.stop();
  await rm(folder, { recursive: true });
});

const DIRECT = ['inventory', '--direct', '--bucket', 'photos'];

function prep(args: readonly string[], more: Record<string, string> = {}): Promise<Ended> {
  return new PrepProcess(args, folder, { ...env, ...more }).ended;
}

/** Lists slowly enough that it can be interrupted in its midst, and does so after some pages. */
async function interrupted(signal: NodeJS.Signals, more: readonly string[] = []): Promise<Ended> {
  await control.fault({
    service: 'ks3',
    operation: 'ListObjectsV2',
    kind: 'latency',
    latencyMs: 150,
    times: 0,
  });
  const [last] = (await control.audit()).slice(-1);
  const listing = new PrepProcess([...DIRECT, '--concurrency', '1', '--json', ...more], folder, env);
  await until(async () => {
    const pages = await control.audit({ since: String(last?.sequence ?? 0), operation: 'ListObjectsV2' });
    return pages.length >= 4 ? true : undefined;
  });
  listing.signal(signal);
  const ended = await listing.ended;
  await control.clearFaults();
  return ended;
}

describe('prep inventory --direct as a process', () => {
  it.each([
    ['', false],
    ['1', true],
  ])('shows no warning of Node.js, unless PREP_DEBUG asks for it (%j)', async (debug, shown) => {
    const warns = join(folder, 'warns.cjs');
    // Threads take it over as well.
    await writeFile(warns, "process.emitWarning('a raw warning', 'DeprecationWarning', 'DEP0123');");
    const more = { NODE_OPTIONS: `--require ${warns}`, PREP_DEBUG: debug };
    const { exitCode, error } = await prep([...DIRECT, '--json'], more);
    expect([exitCode, error !== '', error.includes('a raw warning')]).toEqual([0, shown, shown]);
  });

  it('prints one object with the proven total', async () => {
    const counted = await prep([...DIRECT, '--json']);
    expect([counted.exitCode, counted.error]).toEqual([0, '']);
    expect(counted.json()).toMatchObject({ objects: String(OBJECTS), complete: true });
    expect(counted.json().bytes).toMatch(/^\d+$/);
    for (const name of ['pages', 'requests', 'seconds']) {
      expect(counted.json()[name]).toBeGreaterThan(0);
    }
  });

  it('loads nothing of Temporal, and no schemas', async () => {
    const spy = join(folder, 'spy.cjs');
    const loaded = 'Object.keys(require.cache).filter((file) => /@temporalio|\\/zod\\//.test(file))';
    await writeFile(spy, `process.on('exit', () => process.stderr.write(JSON.stringify(${loaded})));`);
    const counted = await prep([...DIRECT, '--json'], { NODE_OPTIONS: `--require ${spy}` });
    expect([counted.exitCode, counted.error]).toEqual([0, '[]']);
  });

  it('says that it failed, and where, when something of its own is missing', async () => {
    const spy = join(folder, 'missing.cjs');
    await writeFile(
      spy,
      `const fs = require('node:fs');
       const { readFileSync } = fs;
       fs.readFileSync = (file, ...more) => {
         if (String(file).endsWith('.wasm')) throw new RangeError('no such file');
         return readFileSync(file, ...more);
       };`,
    );
    const failing = { NODE_OPTIONS: `--require ${spy}` };
    const failed = await prep([...DIRECT, '--json'], failing);
    expect([failed.exitCode, failed.json().error]).toEqual([
      1,
      { type: 'Failed', message: expect.stringContaining('failed unexpectedly (RangeError)') },
    ]);
    const told = await prep([...DIRECT], { ...failing, PREP_DEBUG: '1' });
    expect(told.error).toContain('RangeError: no such file\n    at ');
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'leaves a checkpoint at %s, from which the total becomes the true one',
    async (signal) => {
      const whole = (await prep([...DIRECT, '--json'])).json();
      const file = join(folder, `${signal}.json`);
      const stopped = await interrupted(signal, ['--checkpoint', file]);
      expect(stopped.exitCode).toBe(1);
      expect(stopped.json().error).toEqual({
        type: 'Interrupted',
        message: expect.stringContaining(`--resume ${file}`),
      });
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      const { checkpoint } = JSON.parse(await readFile(file, 'utf8')) as {
        checkpoint: { totals: { objects: string } };
      };
      expect(Number(checkpoint.totals.objects)).toBeGreaterThan(0);
      expect(Number(checkpoint.totals.objects)).toBeLessThan(OBJECTS);

      const resumed = await prep([...DIRECT, '--json', '--resume', file]);
      expect(resumed.exitCode).toBe(0);
      const { objects, bytes, digest } = resumed.json();
      expect({ objects, bytes, digest }).toEqual({
        objects: whole.objects,
        bytes: whole.bytes,
        digest: whole.digest,
      });
    },
  );

  it('keeps a checkpoint while it lists, for a process that is killed', async () => {
    const whole = (await prep([...DIRECT, '--json'])).json();
    const file = join(folder, 'killed.json');
    const killed = await interrupted('SIGKILL', ['--checkpoint', file]);
    expect([killed.exitCode, killed.out]).toEqual([null, '']);
    const resumed = await prep([...DIRECT, '--json', '--resume', file]);
    const { objects, bytes, digest } = resumed.json();
    expect({ objects, bytes, digest }).toEqual({
      objects: whole.objects,
      bytes: whole.bytes,
      digest: whole.digest,
    });
  });

  it('refuses a checkpoint of another listing', async () => {
    const file = join(folder, 'other.json');
    await interrupted('SIGINT', ['--checkpoint', file]);
    const other = await prep([
      'inventory',
      '--direct',
      '--bucket',
      'photos',
      '--prefix',
      'a',
      '--resume',
      file,
      '--json',
    ]);
    expect(other.exitCode).toBe(2);
    expect(other.json().error.message).toContain('belongs to another listing: its prefix is "", not "a"');
  });

  it('gives no total, but the reason, where a page cannot be believed', async () => {
    await control.fault({ service: 'ks3', operation: 'ListObjectsV2', kind: 'html', times: 0 });
    const failed = await prep([...DIRECT, '--json']);
    expect([failed.exitCode, failed.json().error.type]).toEqual([1, 'Ks3UntrustworthyPage']);
  });

  it('refuses what is no name of a bucket before anything is asked', async () => {
    const before = (await control.audit()).length;
    const refused = await prep(['inventory', 'PHOTOS', '--direct', '--json']);
    expect([refused.exitCode, refused.json().error.type]).toEqual([2, 'InvalidInput']);
    expect(refused.json().error.message).toContain('source.bucket: is not a KS3 bucket name');
    expect(await control.audit()).toHaveLength(before);
  });

  it('says what to do as to somebody without a worker', async () => {
    const failed = await prep(['inventory', 'absent', '--direct', '--json']);
    expect(failed.json().error).toMatchObject({
      type: 'Ks3NoSuchBucket',
      message: expect.stringContaining("Check the bucket's name, and that endpoint and region"),
    });
  });

  it('names what is missing in the environment, and takes no key as an option', async () => {
    const missing = await new PrepProcess([...DIRECT, '--json'], folder, {}).ended;
    expect(missing.exitCode).toBe(2);
    for (const name of ['KS3_ENDPOINT', 'KS3_ACCESS_KEY_ID', 'KS3_ACCESS_KEY_SECRET']) {
      expect(missing.json().error.message).toContain(name);
    }
    expect((await prep([...DIRECT, '--access-key-secret', 'x'])).exitCode).toBe(2);
  });
});

describe('over TLS', () => {
  let front: Server;
  let certificate: string;
  let endpoint: string;

  /** Takes TLS off and passes everything on. */
  beforeAll(async () => {
    const key = join(folder, 'key.pem');
    certificate = join(folder, 'certificate.pem');
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const files = ['-keyout', key, '-out', certificate];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject, ...files], {
      stdio: 'ignore',
    });
    const { port } = new URL(standIns.summary.ks3.endpoint);
    front = createServer({ key: await readFile(key), cert: await readFile(certificate) }, (secure) => {
      const plain = connect(Number(port), '127.0.0.1');
      secure.on('error', () => plain.destroy()).pipe(plain);
      plain.on('error', () => secure.destroy()).pipe(secure);
    });
    front.on('tlsClientError', () => undefined).listen(0, '127.0.0.1');
    await once(front, 'listening');
    endpoint = `https://localhost:${(front.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    front.close();
    await once(front, 'close');
  });

  it('the total is the same', async () => {
    const trusted = { KS3_ENDPOINT: endpoint, NODE_EXTRA_CA_CERTS: certificate };
    const counted = await prep([...DIRECT, '--json'], trusted);
    expect([counted.exitCode, counted.error]).toEqual([0, '']);
    const plain = (await prep([...DIRECT, '--json'])).json();
    expect(counted.json()).toMatchObject({ objects: String(OBJECTS), digest: plain.digest });
  });

  it('a certificate that nobody vouches for is refused, and said so', async () => {
    const refused = await prep([...DIRECT, '--json'], { KS3_ENDPOINT: endpoint });
    expect(refused.json().error).toMatchObject({
      type: 'Ks3CertificateRefused',
      message: expect.stringContaining('localhost'),
    });
  });
});
