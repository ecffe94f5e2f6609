import type { ApplicationFailure } from '@temporalio/common';
import type { WorkflowHandle } from '@temporalio/client';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TASK_QUEUE } from '../../contracts/names';
import type { AttestedAbout } from '../../contracts/approval/attested';
import type { VerificationResult } from '../../contracts/migration/verification';
import { bothCloudsEnvironment } from '../../demo/stand-in-settings';
import { PrepProcess, type Ended } from '../client/prep-process';
import { Control } from '../rig/control';
import { approve, startRig, until, type Rig } from '../rig/rig';

const OBJECTS = Array.from(
  { length: 2500 },
  (_, n) => [`p/${String(n).padStart(5, '0')}`, 'x'.repeat(n % 4)] as const,
);

let rig: Rig;
let control: Control;
let folder: string;
let number = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prep-verify-'));
  rig = await startRig({ buckets: [] }, (settings, { oss }) => ({
    ...settings,
    alibaba: {
      ...settings.alibaba,
      ossDomains: { 'with-domain-oss': oss.endpoint.replace('127.0.0.1', 'localhost') },
    },
  }));
  control = new Control(rig.standIns);
});
afterEach(() => control.clearFaults());
afterAll(async () => {
  await rig.stop();
  await rm(folder, { recursive: true });
});

/** A pair of buckets with the objects of every test, and what is added to one side of them. */
async function pair(
  source: Record<string, string>,
  destination: Record<string, string>,
  bucket = `videos-${++number}`,
): Promise<string> {
  const common = Object.fromEntries(OBJECTS);
  await control.arrange('ks3', 'create-bucket', { name: bucket });
  await control.arrange('ks3', 'put-objects', {
    bucket,
    objects: Object.entries({ ...common, ...source }).map(([key, content]) => ({ key, content })),
  });
  await control.arrange('oss', 'create-bucket', { name: `${bucket}-oss` });
  await control.arrange('oss', 'put-objects', {
    bucket: `${bucket}-oss`,
    objects: { ...common, ...destination },
  });
  return bucket;
}

function start(bucket: string, input: object = {}): Promise<WorkflowHandle> {
  return rig.client.workflow.start('verifyMigration', {
    workflowId: `verify/${bucket}`,
    taskQueue: TASK_QUEUE,
    args: [{ source: { bucket }, ...input }],
  });
}

async function detailsOf(handle: WorkflowHandle): Promise<string> {
  return (
    (await handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata')).currentDetails ?? ''
  );
}

function prep(args: readonly string[]): Promise<Ended> {
  const { publicKeys } = rig.settings.trust;
  return new PrepProcess(args, folder, {
    TEMPORAL_ADDRESS: rig.temporal.address,
    PREP_TRUST_PUBLIC_KEYS: publicKeys.join(','),
  }).ended;
}

describe('verifyMigration', () => {
  it('concludes that both sides are identical, signs it, and then alone proposes to revoke', async () => {
    const bucket = await pair({}, { 'aliyun_import_report/1/list': 'x' });
    const handle = await start(bucket);
    const { value, about, signature } = (await handle.result()) as AttestedAbout<VerificationResult>;
    expect(value).toMatchObject({
      identical: true,
      source: { objects: '2500' },
      destination: { objects: '2500', leftOut: { reports: 1 } },
    });
    expect(about).toMatchObject({ source: { bucket }, destination: { bucket: `${bucket}-oss` } });
    expect(signature.publicKey).toBe(rig.settings.trust.publicKeys[0]);
    const details = await detailsOf(handle);
    expect(details).toMatch(/^### Identical: /);
    expect(value.revokeCommand).toBeUndefined();
    expect(details).toContain('`npx prep revoke --id ID`');
    expect(details).not.toContain(`npx prep revoke ${bucket}`);
  });

  it('proposes to revoke by the bucket only if that preparation is of what was compared', async () => {
    const bucket = await pair({}, {}, 'prepared');
    const prepared = await rig.prepare(
      { source: { bucket, prefix: 'p/' }, destination: { adopt: true } },
      `prepare/${bucket}`,
    );
    await approve(prepared);
    await prepared.result();
    const proposed = async (prefix: string) => {
      const ran = await start(bucket, { source: { bucket, prefix } });
      const { value } = (await ran.result()) as AttestedAbout<VerificationResult>;
      return [value.identical, value.revokeCommand, (await detailsOf(ran)).includes('--id ID')];
    };
    expect(await proposed('p/')).toEqual([true, `npx prep revoke ${bucket}`, false]);
    expect(await proposed('p/0')).toEqual([true, undefined, true]);
    expect(await proposed('')).toEqual([true, undefined, true]);
  });

  it('does not call identical what it has not compared', async () => {
    const handle = await start(await pair({}, {}), {
      source: { bucket: `videos-${number}`, prefix: 'nosuch/' },
    });
    await handle.result();
    const details = await detailsOf(handle);
    expect(details).toMatch(/^### Nothing compared: /);
    expect(details).not.toMatch(/identical/i);
  });

  it('compares contents if it is asked to, and says the price first', async () => {
    const bucket = await pair({ same: 'aaaa' }, { same: 'bbbb' });
    const handle = await start(bucket, { deep: 'all' });
    const { value } = (await handle.result()) as AttestedAbout<VerificationResult>;
    expect(value).toMatchObject({
      identical: false,
      contents: { objects: 2501, byMd5: 2500, requests: { source: 1, destination: 1 } },
      differences: { otherContent: { objects: '1', samples: ['same'] } },
    });
    expect(await detailsOf(handle)).toContain('has the same size and other checksums, for example "same"');

    const sampled = await prep(['verify', bucket, '--deep', '100', '--yes', '--json']);
    const answer = JSON.parse(sampled.out) as VerificationResult;
    expect(answer.contents?.objects).toBe(100);
    const text = await prep(['verify', bucket, '--deep', '100', '--yes']);
    expect(text.error).toContain('up to 200 HEAD requests');
    expect(text.out).toContain('100 of 2,501 objects checked');
    const refused = await start(await pair({}, {}), { deep: 'some' }).then((run) =>
      run.result().catch((error: { cause: Error }) => error.cause.message),
    );
    expect(refused).toContain('must be a number of objects from 1 to 10000');
  });

  it('reaches the destination at its domain, for contents too', async () => {
    const bucket = await pair({ same: 'aaaa' }, { same: 'bbbb' }, 'with-domain');
    const arranged = { domains: { localhost: `${bucket}-oss` }, publicEndpoint: 'without-objects' };
    await control.arrange('oss', 'switches', arranged);
    const { value } = (await (await start(bucket, { deep: 'all' })).result()) as {
      value: VerificationResult;
    };
    await control.arrange('oss', 'switches', { domains: {}, publicEndpoint: 'open' });
    expect(value).toMatchObject({
      contents: { objects: 2501, byMd5: 2500 },
      differences: { otherContent: { objects: '1', samples: ['same'] } },
    });
  });

  it('finds every difference, and shows some of them', async () => {
    const bucket = await pair({ 'new*name*': 'xx' }, { extra: 'x', 'p/00007': 'longer' });
    const handle = await start(bucket);
    const { value } = (await handle.result()) as AttestedAbout<VerificationResult>;
    expect(value).toMatchObject({
      identical: false,
      differences: {
        missing: { objects: '1', samples: ['new*name*'] },
        extra: { objects: '1', samples: ['extra'] },
        otherSize: { objects: '1', samples: ['p/00007'] },
      },
    });
    const details = await detailsOf(handle);
    expect(details).toMatch(/^### Different: .* differ in 3 objects/);
    expect(details).toContain(String.raw`new\*name\*`);
    expect(details).not.toContain('revoke');
    expect(details).toContain(
      'Run the migration job, for the first time or again, for what is missing. Copy again what differs',
    );
  });

  it('names the command that lists every difference, as it was compared, in details, result and status', async () => {
    const bucket = await pair(
      { "it's 2024/one": 'x', "it's 2024/same": 'aaaa', "it's 2024/folder/": '', elsewhere: 'x' },
      { 'to/same': 'bbbb', 'to/two': 'x' },
    );
    const handle = await start(bucket, {
      source: { bucket, prefix: "it's 2024/" },
      destination: { prefix: 'to/' },
      ignoreMarkers: true,
      ignoreAfter: '2099-01-01',
      deep: 'all',
    });
    const { value } = (await handle.result()) as AttestedAbout<VerificationResult>;
    const command = value.listCommand ?? '';
    expect(await detailsOf(handle)).toContain(`- **List** \`${command}\``);
    const status = await prep(['status', '--id', `verify/${bucket}`]);
    expect(status).toMatchObject({
      exitCode: 7,
      out: expect.stringMatching(/^  List +ALIBABA_OSS_ENDPOINT=\S+ npx prep verify/m),
    });
    expect(status.out).toContain(command);
    const inChinese = await prep(['status', '--id', `verify/${bucket}`, '--lang', 'zh']);
    expect(inChinese.out).toMatch(/差异清单 +ALIBABA_OSS_ENDPOINT=\S+ npx prep verify/);
    expect(inChinese.out).toContain(command);

    // Pasted where nothing but keys is known.
    const {
      KS3_ENDPOINT: _,
      KS3_REGION: __,
      KS3_PATH_STYLE: ___,
      ALIBABA_OSS_ENDPOINT: ____,
      ...keys
    } = bothCloudsEnvironment(rig.standIns.summary);
    const pasted = command.replace('npx prep ', 'env_and_words ');
    const script = `env_and_words() { printf '%s\\0' "$ALIBABA_OSS_ENDPOINT" "$@"; }; ${pasted} --yes`;
    const [endpoint = '', ...words] = execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\0');
    const there = { ...keys, ALIBABA_OSS_ENDPOINT: endpoint };
    const listed = await new PrepProcess(words.slice(0, -1), folder, there).ended;
    expect(listed.exitCode).toBe(7);
    expect(await readFile(join(folder, `${bucket}-differences.csv`), 'utf8')).toBe(
      [
        '\u{FEFF}mark,key,source_bytes,destination_bytes',
        "+,it's 2024/one,1,",
        "*,it's 2024/same,4,4",
        "-,it's 2024/two,,1",
        '',
      ].join('\r\n'),
    );
  });

  it('fails with what a cloud refuses, or what is wrong with the input', async () => {
    const bucket = await pair({}, {});
    const failure = async (handle: WorkflowHandle) =>
      ((await handle.result().catch((error: unknown) => error)) as { cause: ApplicationFailure }).cause;
    const refused = await start(bucket, { destination: { bucket: 'nobody-has-this' } });
    const missing = await failure(refused);
    expect(await detailsOf(refused)).toMatch(
      /^### Finished: failed: OssNoSuchBucket\n\nOSS bucket nobody-has-this/,
    );
    expect(missing.type).toBe('OssNoSuchBucket');
    // It takes no `retry`.
    const again = `npx prep verify ${bucket} --to nobody-has-this --to-region cn-beijing`;
    expect(missing.message).toContain(`Then start it again: \`${again}\`.`);
    expect(missing.message).not.toContain('retry');
    expect(missing.details?.at(-1)).toMatchObject({ error: 'OssNoSuchBucket', startAgain: again });
    const wrong = await failure(await start(bucket, { ignoreAfter: 'yesterday', destinatoin: {} }));
    expect(wrong.type).toBe('InvalidInput');
    expect(wrong.message).toMatch(/ignoreAfter[^]*must be a date/);
  });

  it('resumes where a worker was stopped, and finds the same', async () => {
    const bucket = await pair({ 'p/one': 'x' }, {});
    await control.fault({ service: 'oss', operation: 'ListObjectsV2', kind: 'hang', after: 1, times: 1 });
    const handle = await start(bucket);
    await until(async () => {
      const { raw } = await handle.describe();
      const [only, ...rest] = raw.pendingActivities ?? [];
      return only?.activityType?.name === 'verifiedSide' && rest.length === 0 ? true : undefined;
    });
    await rig.withoutWorker(() => control.clearFaults().then(() => undefined));
    const { value } = (await handle.result()) as AttestedAbout<VerificationResult>;
    expect(value).toMatchObject({
      source: { objects: '2501' },
      destination: { objects: '2500' },
      differences: { missing: { objects: '1', samples: ['p/one'] } },
    });
  });
});

describe('prep verify by a worker', () => {
  it('starts the run, follows it, verifies its signature and answers as --direct does', async () => {
    const bucket = await pair({}, {});
    const same = await prep(['verify', bucket]);
    expect(same.exitCode).toBe(0);
    expect(same.out).toMatch(/^Identical: /);
    expect(same.out).toContain('npx prep revoke --id ID');

    const other = await pair({}, { extra: 'x' });
    const ran = await prep(['verify', other, '--to', `${other}-oss`, '--ignore-markers', '--json']);
    expect(ran.exitCode).toBe(7);
    expect(ran.json()).toMatchObject({
      workflowId: `verify/${other}`,
      identical: false,
      scope: { ignoreMarkers: true },
      differences: { extra: { objects: '1' } },
    });
    const refused = await prep(['verify', other, '--differences', 'list.csv', '--json']);
    expect(refused.json().error.message).toContain('--direct');
  });
});
