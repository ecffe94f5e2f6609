import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStandIns, type StandIns } from '../../standins/stand-ins';
import { bothCloudsEnvironment } from '../../demo/stand-in-settings';
import { Control } from '../rig/control';
import { until } from '../rig/until';
import { run, type Around, type Ran } from './run-command';

// Nothing here may load Temporal's SDK: `verify --direct` must work, and start fast, without it.
function forbidden(): never {
  throw new Error('Temporal was loaded');
}
jest.mock('@temporalio/client', forbidden);
jest.mock('@temporalio/common', forbidden);
jest.mock('@temporalio/worker', forbidden);
jest.mock('@temporalio/workflow', forbidden);

const OLD = '2024-01-02T03:04:05.000Z';
/** What the buckets of every test hold, more than fits a page. */
const COMMON: Record<string, string> = Object.fromEntries(
  Array.from({ length: 2500 }, (_, index) => [`logs/2024/${index % 12}/${index}.log`, 'x'.repeat(index % 5)]),
);

let folder: string;
let standIns: StandIns;
let control: Control;
let env: NodeJS.ProcessEnv;
let number = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prep-verify-'));
  standIns = await startStandIns({ buckets: [] });
  control = new Control(standIns);
  env = bothCloudsEnvironment(standIns.summary);
});
afterEach(() => control.clearFaults());
afterAll(async () => {
  await standIns.stop();
  await rm(folder, { recursive: true });
});

interface Kept {
  readonly content: string;
  readonly lastModified?: string;
}

/** A pair of buckets that hold these objects by key. */
async function pair(
  source: Readonly<Record<string, string | Kept>>,
  destination: Readonly<Record<string, string>>,
): Promise<string> {
  const bucket = `photos-${++number}`;
  await control.arrange('ks3', 'create-bucket', { name: bucket });
  const objects = Object.entries(source).map(([key, kept]) => ({
    key,
    lastModified: OLD,
    ...(typeof kept === 'string' ? { content: kept } : kept),
  }));
  await control.arrange('ks3', 'put-objects', { bucket, objects });
  await control.arrange('oss', 'create-bucket', { name: `${bucket}-oss` });
  await control.arrange('oss', 'put-objects', { bucket: `${bucket}-oss`, objects: destination });
  return bucket;
}

function verify(bucket: string, more: readonly string[] = [], around: Around = {}): Promise<Ran> {
  const region = standIns.summary.oss.region;
  const to = more.includes('--to') ? [] : ['--to', `${bucket}-oss`];
  return run(['verify', bucket, '--direct', ...to, '--to-region', region, ...more], { env, ...around });
}

describe('prep verify --direct', () => {
  it('says that both sides are identical, and only then proposes to revoke', async () => {
    const bucket = await pair(COMMON, COMMON);
    const ran = await verify(bucket);
    expect(ran.exitCode).toBe(0);
    expect(ran.out).toMatch(
      new RegExp(`^Identical: KS3 bucket ${bucket} and OSS bucket ${bucket}-oss hold the same 2,500 objects`),
    );
    expect(ran.out).toContain(
      'revoke the access: npx prep revoke --id ID, with the ID of the preparation of exactly this (npx prep list --all shows the IDs)',
    );

    const { source, destination, ...json } = (await verify(bucket, ['--json'])).json();
    expect(json).toMatchObject({ identical: true, rangesRelisted: 0, sourceBucket: bucket });
    expect(source).toMatchObject({ objects: '2500', digest: destination.digest, bytes: destination.bytes });
    const inventory = await run(['inventory', '--direct', '--bucket', bucket, '--json'], { env });
    expect(inventory.json().digest).toBe(source.digest);
  });

  it('finds what is missing, extra and of another size, with its own exit code and a list', async () => {
    const { 'logs/2024/3/3.log': _gone, ...rest } = COMMON;
    const bucket = await pair(
      { ...COMMON, '=formula.jpg': 'x' },
      { ...rest, 'logs/2024/7/7.log': 'longer', 'zz,new/照片.jpg': 'extra' },
    );
    const list = join(folder, 'differences.csv');
    const ran = await verify(bucket, ['--json', '--differences', list]);
    expect(ran.exitCode).toBe(7);
    expect(ran.json()).toMatchObject({
      identical: false,
      source: { objects: '2501' },
      destination: { objects: '2500' },
      list,
      differences: {
        missing: {
          objects: '2',
          bytes: '4',
          samples: expect.arrayContaining(['=formula.jpg', 'logs/2024/3/3.log']),
        },
        extra: { objects: '1', bytes: '5', samples: ['zz,new/照片.jpg'] },
        otherSize: { objects: '1', bytes: '2', samples: ['logs/2024/7/7.log'] },
      },
    });
    expect(await readFile(list, 'utf8')).toBe(
      [
        '\u{FEFF}mark,key,source_bytes,destination_bytes',
        "+,'=formula.jpg,1,",
        '+,logs/2024/3/3.log,3,',
        '*,logs/2024/7/7.log,2,6',
        '-,"zz,new/照片.jpg",,5',
        '',
      ].join('\r\n'),
    );
    expect((await stat(list)).mode & 0o777).toBe(0o600);

    const text = await verify(bucket);
    expect(text.out).toMatch(/^Different: .* differ in 4 objects/);
    expect(text.out).toContain('2 objects, 4 B, are on the source alone, for example "=formula.jpg"');
    expect(text.out).not.toContain('revoke');
    expect(text.out).toContain(`npx prep verify ${bucket} --direct --to ${bucket}-oss`);
    expect((await verify(bucket, ['--lang', 'zh'])).out).toMatch(/^不一致：/);

    const again = await verify(bucket, ['--differences', list]);
    expect(again).toMatchObject({ exitCode: 1, error: expect.stringContaining('exists') });
  });

  it('says how to resume where a side fails in the middle, if it can be resumed', async () => {
    const bucket = await pair(COMMON, COMMON);
    const file = join(folder, 'fails.json');
    const list = { service: 'oss', operation: 'ListObjectsV2', kind: 'reset', times: 0 } as const;
    await control.fault({ ...list, resource: `${bucket}-oss` });
    for (const more of [[], ['--checkpoint', file, '--lang', 'zh'], ['--checkpoint', file]]) {
      await rm(file, { force: true });
      const failed = await verify(bucket, more);
      expect([failed.exitCode, failed.error.includes(`--resume ${file}`)]).toEqual([1, more.length > 0]);
    }
    const { error } = (await verify(bucket, ['--resume', file, '--json'])).json();
    expect(error).toMatchObject({
      type: 'OssUnavailable',
      message: expect.stringMatching(/Nothing is proven yet\. To resume, run: npx prep verify /),
    });
    await control.clearFaults();
    expect((await verify(bucket, ['--resume', file])).exitCode).toBe(0);
  });

  it.each([
    ['ks3', 'KS3 bucket'],
    ['oss', 'OSS bucket'],
  ] as const)('waits for a side that is away once it was listed from (%s)', async (service, named) => {
    const bucket = await pair(COMMON, COMMON);
    await control.fault({ service, operation: 'ListObjectsV2', kind: 'reset', after: 1, times: 0 });
    const ran = await verify(bucket, ['--json', '--concurrency', '1'], {
      onError: () => control.clearFaults(),
    });
    expect([ran.exitCode, ran.json().identical]).toEqual([0, true]);
    expect(ran.error).toMatch(new RegExp(`^${named} \\S+ has been unavailable since .*\\n$`));
  });

  it('warns of each prefix that is no folder', async () => {
    const bucket = await pair({ 'a/1': 'x' }, { 'b/1': 'x' });
    const warned = async (...more: string[]) => (await verify(bucket, [...more, '--json'])).json().warnings;
    expect(await warned('--source-prefix', 'a/', '--destination-prefix', 'b')).toEqual([
      expect.stringContaining('Prefix "b" does not end in "/"'),
    ]);
    expect(await warned('--source-prefix', 'a', '--destination-prefix', 'b')).toHaveLength(2);
    expect(await warned('--source-prefix', 'a')).toHaveLength(1);
    expect(await warned('--source-prefix', 'a/', '--destination-prefix', '')).toEqual([]);
  });

  it('writes each key so that no other one is written the same way', async () => {
    const keys = ['=x', "'=x", "''=x", 'a\nb', 'a\\u{A}b', 'a\\u{5C}u{A}b', 'a,"b"', ' lead', 'c:\\d'];
    const bucket = await pair({ ok: 'x', ...Object.fromEntries(keys.map((key) => [key, 'x'])) }, { ok: 'x' });
    const list = join(folder, 'escaped.csv');
    expect((await verify(bucket, ['--differences', list])).exitCode).toBe(7);
    const [, ...lines] = (await readFile(list, 'utf8')).trimEnd().split('\r\n');
    expect(new Set(lines).size).toBe(keys.length);
    expect(lines).toContain('+,c:\\d,1,');
    expect(lines).toContain("+,''=x,1,");
    expect(lines).toContain('+,a\\u{5C}u{A}b,1,');
  });

  it('takes only times that exist, with their zone', async () => {
    const bucket = await pair({ a: 'a' }, { a: 'a' });
    for (const good of ['2028-02-29', '2026-03-01T18:00+08:00', '2026-03-01T24:00:00Z']) {
      expect([good, (await verify(bucket, ['--ignore-after', good])).exitCode]).toEqual([good, 0]);
    }
    for (const bad of [
      '2026-02-30',
      '2026-02-29T00:00:00Z',
      '2026-04-31T18:00:00+08:00',
      '2026-03-01T18:00',
      '2026-03-01T18:00:00+0800',
      '2026-03-01 18:00Z',
      '1767225600',
      '',
    ]) {
      const { exitCode, error } = await verify(bucket, ['--ignore-after', bad]);
      expect([bad, exitCode, error.includes('with its zone')]).toEqual([bad, 2, true]);
    }
  });

  it('lists only what differs again', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`k/${String(index).padStart(6, '0')}`, '']),
    );
    const { 'k/010000': _gone, ...rest } = many;
    const { source, destination } = (await verify(await pair(many, rest), ['--json'])).json();
    for (const side of [source, destination]) {
      expect(side.requests - side.pages).toBeLessThan(8);
    }
  });

  it('leaves out the reports of the migration service', async () => {
    const bucket = await pair(COMMON, {
      ...COMMON,
      'aliyun_import_report/1/total_list': 'a',
      'aliyun_import_report/1/failed_list': 'b',
    });
    const ran = await verify(bucket, ['--json']);
    expect(ran.json()).toMatchObject({
      identical: true,
      destination: { objects: '2500', leftOut: { reports: 2 } },
    });
    const near = await pair({}, { aliyun_import_report: 'x', 'aliyun_import_report.txt': 'y' });
    expect((await verify(near, ['--json'])).json().differences.extra.objects).toBe('2');
  });

  it('leaves out directory markers if it is told to', async () => {
    const bucket = await pair({ ...COMMON, 'logs/': '', 'full/': 'x' }, { ...COMMON, 'full/': 'x' });
    expect((await verify(bucket)).exitCode).toBe(7);
    const ran = await verify(bucket, ['--json', '--ignore-markers']);
    expect(ran.json()).toMatchObject({
      identical: true,
      source: { objects: '2501', leftOut: { markers: 1 } },
    });
  });

  it('leaves out what the source has changed since, new or written over', async () => {
    const later = '2026-03-02T00:00:00.000Z';
    const bucket = await pair(
      {
        ...COMMON,
        'logs/2024/3/3.log': { content: 'written over', lastModified: later },
        'new.log': { content: 'new', lastModified: later },
      },
      COMMON,
    );
    const options = ['--json', '--ignore-after', '2026-03-01T18:00:00+08:00'];
    const ran = await verify(bucket, options);
    expect(ran.json()).toMatchObject({
      identical: true,
      source: { objects: '2499', leftOut: { changedLater: 2 } },
      destination: { objects: '2499' },
      differences: { changedLater: 1 },
    });
    expect(ran.json().source.digest).toBe(ran.json().destination.digest);
    expect((await verify(bucket, options.slice(1))).out).toMatch(
      /^ +Not compared +2 objects that the source changed since 2026-03-01T10:00:00\.000Z$/m,
    );
    expect((await verify(bucket, ['--ignore-after', '2026-04-01'])).out).toMatch(
      /^ +Not compared +0 objects that the source changed since 2026-04-01T00:00:00\.000Z$/m,
    );
    expect((await verify(bucket, ['--ignore-after', 'yesterday'])).exitCode).toBe(2);
    expect((await verify(bucket, ['--ignore-after', '2026-03-01T18:00:00'])).exitCode).toBe(2);
  });

  it('compares one prefix with another', async () => {
    const moved = Object.entries(COMMON).map(([key, text]) => [key.replace('logs/', 'moved/到/'), text]);
    const bucket = await pair(
      { ...COMMON, 'other/x': 'x' },
      { ...(Object.fromEntries(moved) as Record<string, string>), 'else/y': 'y', 'moved/到/extra': 'z' },
    );
    const ran = await verify(bucket, [
      '--json',
      '--source-prefix',
      'logs/',
      '--destination-prefix',
      'moved/到/',
    ]);
    expect(ran.json()).toMatchObject({
      source: { objects: '2500' },
      destination: { objects: '2501' },
      differences: { extra: { objects: '1', samples: ['logs/extra'] } },
    });
  });

  it('exits with 1 if no object was compared: a misspelt prefix is no proof', async () => {
    const ran = await verify(await pair(COMMON, COMMON), ['--source-prefix', 'lgos/']);
    expect(ran.exitCode).toBe(1);
    expect(ran.out).toMatch(
      /^Nothing compared: KS3 bucket \S+ and OSS bucket \S+ hold no object to compare$/m,
    );
    expect(ran.out).toContain('Check buckets');
    expect(ran.out).not.toMatch(/identical/i);
    const zh = await verify(await pair(COMMON, COMMON), ['--source-prefix', 'lgos/', '--lang', 'zh']);
    expect(zh.out).toMatch(/^未比对：/m);
    expect(zh.out).not.toContain('一致');
  });

  it('proposes what fits the differences, and to revoke only if all of the source was found', async () => {
    const nextOf = async (bucket: string, more: readonly string[] = []) =>
      (await verify(bucket, more)).out.trimEnd().split('\n').at(-1);
    expect(await nextOf(await pair({}, {}))).toMatch(/^No object was compared/);
    const later = { content: 'new', lastModified: '2026-03-02T00:00:00.000Z' };
    const cutOver = await nextOf(await pair({ a: 'a', later }, { a: 'a' }), ['--ignore-after', '2026-03-01']);
    expect(cutOver).toContain('still to be copied');
    expect(cutOver).not.toContain('--ignore-after');
    expect(await nextOf(await pair({ a: 'a' }, { a: 'a', b: 'b' }))).toMatch(/^Nothing is missing/);
    expect(await nextOf(await pair({ a: 'a' }, { a: 'aa' }))).toMatch(/^Copy again/);
    const refused = { '/a': 'a', '\\b': 'b', ['k'.repeat(1024)]: 'c' };
    expect(await nextOf(await pair({ ok: 'x', ...refused }, { ok: 'x' }))).toMatch(
      /^OSS refuses 3 of the missing keys/,
    );
    const both = await nextOf(await pair({ ok: 'x', ...refused }, {}));
    expect(both).toMatch(
      /^Run the migration job, for the first time or again, for what is missing. OSS refuses 3/,
    );
  });

  it('survives refusals, cut answers and slow-downs on both sides', async () => {
    const bucket = await pair(COMMON, { ...COMMON, extra: 'x' });
    for (const service of ['ks3', 'oss'] as const) {
      await control.fault({ service, operation: 'ListObjectsV2', kind: 'throttle', times: 2 });
      await control.fault({ service, operation: 'ListObjectsV2', kind: 'cut', after: 3, times: 1 });
      await control.fault({ service, operation: 'ListObjectsV2', kind: 'reset', after: 4, times: 1 });
    }
    expect((await verify(bucket, ['--json'])).json().differences.extra.objects).toBe('1');
  });

  it('names what is missing in the environment, and what the clouds refuse', async () => {
    const none = await verify('photos', ['--json'], { env: { ...env, ALIBABA_ACCESS_KEY_ID: '' } });
    expect(none.exitCode).toBe(2);
    expect(none.json().error.message).toContain('ALIBABA_ACCESS_KEY_ID');
    const noRegion = await run(['verify', 'photos', '--direct', '--json'], { env });
    expect(noRegion.json().error.message).toContain('\n- --to-region: is missing');
    const byWorker = await run(['verify', 'photos', '--path-style', '--differences', 'x.csv'], { env });
    expect(byWorker.error).toContain('Only with --direct: --path-style, --differences.');

    const bucket = await pair({ a: '' }, { a: '' });
    const typeWith = async (more: NodeJS.ProcessEnv, ...options: string[]) =>
      (await verify(bucket, ['--json', ...options], { env: { ...env, ...more } })).json().error.type;
    expect(await typeWith({ ALIBABA_ACCESS_KEY_SECRET: 'x'.repeat(30) })).toBe('OssInvalidAccessKey');
    expect(await typeWith({ KS3_ACCESS_KEY_SECRET: 'x'.repeat(40) })).toBe('Ks3SignatureMismatch');
    expect(await typeWith({}, '--to', 'nobody-has-this')).toBe('OssNoSuchBucket');
  });

  describe('--deep', () => {
    const { 'logs/2024/3/3.log': _text, ...others } = COMMON;

    it('finds an object with the same size and other content, and nothing else', async () => {
      const bucket = await pair(COMMON, { ...others, 'logs/2024/3/3.log': 'yyy' });
      expect((await verify(bucket)).exitCode).toBe(0);
      const list = join(folder, 'contents.csv');
      const ran = await verify(bucket, ['--deep', 'all', '--yes', '--json', '--differences', list]);
      expect(ran.exitCode).toBe(7);
      expect(ran.json()).toMatchObject({
        identical: false,
        scope: { contents: { share: 1 } },
        differences: { otherContent: { objects: '1', bytes: '3', samples: ['logs/2024/3/3.log'] } },
        // Only those whose ETags in the listing differ cost a request.
        contents: { objects: 2500, byMd5: 2499, byCrc64: 0, requests: { source: 1, destination: 1 } },
      });
      expect(await readFile(list, 'utf8')).toContain('*,logs/2024/3/3.log,3,3\r\n');

      const text = await verify(bucket, ['--deep', '2500', '--yes']);
      expect(text).toMatchObject({
        exitCode: 7,
        error: expect.stringContaining('up to 5,000 HEAD requests'),
      });
      expect(text.out).toContain('1 object, 3 B, has the same size and other checksums');
      expect(text.out).toContain('2,500 of 2,500 objects checked: 2,499 the same by MD5');
    });

    it('counts what has no checksum in common, and never calls it different', async () => {
      const bucket = await pair({ a: 'a', b: 'b' }, { a: 'a', b: 'x' });
      await control.arrange('ks3', 'put-objects', {
        bucket,
        objects: [{ key: 'b', content: 'b', inParts: true }],
      });
      const ran = await verify(bucket, ['--deep', 'all', '--yes', '--json']);
      expect(ran).toMatchObject({ exitCode: 0 });
      expect(ran.json().contents).toMatchObject({
        objects: 2,
        byMd5: 1,
        notComparable: { objects: '1', samples: ['b'] },
      });

      const [some, none] = await Promise.all(
        [[], ['--source-prefix', 'b']].map(async (prefix) =>
          verify(bucket, ['--deep', 'all', '--yes', ...prefix]),
        ),
      );
      expect(some?.out).toContain('Everything has arrived');
      expect(none?.out).toContain('the contents of no object could be compared');
      expect(none?.out).not.toContain('Everything has arrived');

      await control.arrange('ks3', 'switches', { headCrc64: true });
      const known = (await verify(bucket, ['--deep', '10', '--yes', '--json'])).json();
      await control.arrange('ks3', 'switches', { headCrc64: false });
      expect(known).toMatchObject({
        identical: false,
        contents: { objects: 2, byCrc64: 1, notComparable: { objects: '0' } },
        differences: { otherContent: { samples: ['b'] } },
      });
    });

    it('compares keys that need escaping, behind mapped prefixes', async () => {
      const names = ['a b', 'a+b', '照片/%20', "q?x=1&y#z'(!*)", 'a//b', 'dot/./x', 'dot/../y'];
      const under = (prefix: string) => Object.fromEntries(names.map((name) => [prefix + name, name]));
      const bucket = await pair(under('von/'), under('nach/到/'));
      const options = '--deep 100 --yes --json --source-prefix von/ --destination-prefix nach/到/';
      const ran = await verify(bucket, options.split(' '));
      expect(ran.json()).toMatchObject({ identical: true, contents: { objects: 7, byMd5: 7 } });
    });

    it('compares a share of all objects, the same each time', async () => {
      const bucket = await pair(COMMON, COMMON);
      const [one, other] = await Promise.all(
        [1, 2].map(async () => (await verify(bucket, ['--deep', '20%', '--yes', '--json'])).json()),
      );
      expect(one.contents).toEqual(other.contents);
      expect(one.contents.objects).toBeGreaterThan(400);
      expect(one.contents.objects).toBeLessThan(600);
    });

    it('asks before it costs anything', async () => {
      const bucket = await pair(COMMON, COMMON);
      const nobody = await verify(bucket, ['--deep', '10']);
      expect(nobody).toMatchObject({ exitCode: 2, error: expect.stringContaining('--yes') });
      const refused = await verify(bucket, ['--deep', '10'], { typed: 'n' });
      expect(refused).toMatchObject({ exitCode: 0, error: expect.stringContaining('Only keys and sizes') });
      expect(refused.out).not.toContain('checked');
      const agreed = await verify(bucket, ['--deep', 'all'], { typed: 'y' });
      expect(agreed.out).toContain('2,500 of 2,500 objects checked');
      for (const wrong of ['0', '10001', '0%', '101%', 'some', '-1']) {
        expect((await verify(bucket, ['--yes', `--deep=${wrong}`])).exitCode).toBe(2);
      }
    });

    it('survives refusals and lost answers, and names a permission that is missing', async () => {
      const bucket = await pair(COMMON, COMMON);
      for (const service of ['ks3', 'oss'] as const) {
        await control.fault({ service, operation: 'HeadObject', kind: 'throttle', times: 2 });
        await control.fault({ service, operation: 'HeadObject', kind: 'reset', after: 4, times: 1 });
      }
      const ran = await verify(bucket, ['--deep', '50', '--yes', '--json']);
      expect(ran.json().contents).toMatchObject({ objects: 50, byMd5: 50 });
      await control.fault({ service: 'oss', operation: 'HeadObject', kind: 'status', status: 403, times: 0 });
      const denied = (await verify(bucket, ['--deep', '50', '--yes', '--json'])).json();
      expect(denied.error.type).toBe('OssAccessDenied');
      expect(denied.error.message).toContain('oss:GetObject');
    });
  });

  it('reaches the destination at its domain, if it has one, for contents too', async () => {
    const bucket = await pair({ a: '1', '目录/b +%': '2' }, { a: '1', '目录/b +%': '3' });
    const arranged = { domains: { localhost: `${bucket}-oss` }, publicEndpoint: 'without-objects' };
    await control.arrange('oss', 'switches', arranged);
    const domain = standIns.summary.oss.endpoint.replace('127.0.0.1', 'localhost');
    const refused = await verify(bucket, ['--json']);
    const at = { env: { ...env, ALIBABA_OSS_DOMAIN: domain } };
    const ran = await verify(bucket, ['--json'], at);
    const [sampled, whole] = [
      await verify(bucket, ['--deep', '10', '--yes', '--json'], at),
      await verify(bucket, ['--deep', 'all', '--yes', '--json'], at),
    ];
    await control.arrange('oss', 'switches', { domains: {}, publicEndpoint: 'open' });
    expect(refused.json().error.type).toBe('OssPublicEndpointRefused');
    expect(ran.exitCode).toBe(0);
    for (const deep of [sampled, whole]) {
      expect(deep.json()).toMatchObject({
        identical: false,
        contents: { objects: 2, byMd5: 1 },
        differences: { otherContent: { objects: '1', samples: ['目录/b +%'] } },
      });
    }
  });

  it('leaves no list behind when it is interrupted', async () => {
    const bucket = await pair(COMMON, {});
    const list = join(folder, 'interrupted.csv');
    const interruption = new AbortController();
    await control.fault({ service: 'oss', kind: 'latency', latencyMs: 60_000, times: 0 });
    const running = verify(bucket, ['--json', '--differences', list], { interruption: interruption.signal });
    await until(
      async () => (await readdir(folder)).some((name) => name.startsWith('interrupted.csv')) || undefined,
    );
    interruption.abort();
    const ran = await running;
    expect(ran).toMatchObject({ exitCode: 1 });
    expect(ran.json().error.type).toBe('Interrupted');
    expect((await readdir(folder)).filter((name) => name.startsWith('interrupted.csv'))).toEqual([]);
  });

  it('never writes over a file', async () => {
    const file = join(folder, 'mine.csv');
    await writeFile(file, 'mine');
    const ran = await verify(await pair({}, {}), ['--json', '--differences', file]);
    expect(ran.json().error.type).toBe('FileRefused');
    expect(await readFile(file, 'utf8')).toBe('mine');
  });
});
