import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { realPreparations } from './real-preparations';
import { fleetQuery } from '../../contracts/messages';
import type { MemberPhase } from '../../contracts/runs/fleet';
import { fleetWorkflowId, preparationWorkflowId, TASK_QUEUE } from '../../contracts/names';
import { Control } from '../rig/control';
import { startRig, until, type Rig } from '../rig/rig';
import { SshSigner } from '../rig/ssh-signer';
import { run, type Around, type Ran } from './run-command';

const BUCKETS = ['photos-1', 'photos-2', 'photos-3', 'photos-4'];
const approver = 'li.wei';
const folder = mkdtempSync(join(tmpdir(), 'prep-batch-'));
const signer = new SshSigner();
const file = (name: string) => join(folder, name);

let rig: Rig;

beforeAll(async () => {
  rig = await startRig(
    { buckets: [...BUCKETS, 'music-1', 'music-2'].map((name) => ({ name, synthetic: 'hex:20' })) },
    // Whoever has a key has to sign.
    (settings) => ({
      ...settings,
      approval: { ...settings.approval, keys: [signer.keyOf('zhang.min')] },
    }),
  );
});
afterAll(async () => {
  await rig.stop();
  rmSync(folder, { recursive: true });
});

function prep(argv: readonly string[], around: Around = {}): Promise<Ran> {
  const preparations = realPreparations(rig.client, [], (workflowId) => `http://ui/${workflowId}`);
  return run(['batch', ...argv], { preparations, onPause: () => pause(50), ...around });
}

async function untilCounts(name: string, wanted: Partial<Record<MemberPhase, number>>): Promise<void> {
  const handle = rig.client.workflow.getHandle(fleetWorkflowId(name));
  let seen = '';
  await until(
    async () => {
      const { counts } = await handle.query(fleetQuery);
      seen = JSON.stringify(counts);
      return seen === JSON.stringify({ ...counts, ...wanted }) || undefined;
    },
    { wanted: () => `${name} to be ${JSON.stringify(wanted)}; last seen was ${seen}` },
  );
}

describe('the file of the buckets', () => {
  const refused = async (text: string | Buffer) => {
    writeFileSync(file('wrong.csv'), text);
    const ran = await prep(['start', '--file', file('wrong.csv'), '--json']);
    expect(ran.exitCode).toBe(2);
    return (ran.json() as { error: { message: string } }).error.message;
  };

  it.each([
    ['bucket,regoin\nphotos-1,BEIJING\n', 'line 1: regoin is not a known column; did you mean "region"?'],
    ['name\nphotos-1\n', 'the column "bucket" is missing'],
    ['bucket|to\nphotos-1|photos-oss\n', 'columns are separated by commas, semicolons or tabs'],
    ['存储空间,前缀\nphotos-1,\n', 'line 1: 前缀 is not a known column; columns: bucket, prefix'],
    ['bucket,\nphotos-1,\n', 'line 1: "" is not a known column; columns: '],
    ['bucket,bucket\na,b\n', 'the column "bucket" is there more than once'],
    ['bucket,prefix\nphotos-1,a/\n\nPhotos_2,\n', 'line 4, column "bucket"'],
    ['bucket,to\nphotos-1,X\n', 'line 2, column "to"'],
    ['bucket\nphotos-1\nphotos-2\nphotos-1\n', 'line 4 names photos-1 again, like line 2'],
    ['bucket,prefix\nphotos-1\n', 'line 2 has 1 cell, but there are 2 columns'],
    ['bucket\n', 'names no bucket'],
    ['', 'names no bucket'],
    ['bucket\n"photos-1\n', 'has a quotation mark that is not closed'],
    [Buffer.from([0x62, 0x75, 0x63, 0x6b, 0x65, 0x74, 0x0a, 0xd5, 0xd5, 0x0a]), 'is not text in UTF-8'],
  ])('%j is refused with the place', async (text, message) => {
    expect(await refused(text)).toContain(message);
  });

  it('is refused with what is wrong behind a problem of its columns too', async () => {
    const message = await refused('bucket,regoin\n,BEIJING\nPhotos_2,\n');
    for (const one of ['line 1: regoin', 'line 2, column "bucket"', 'line 3, column "bucket"']) {
      expect(message).toContain(one);
    }
  });

  it('is refused for all of its mistakes at once, recipients too', async () => {
    const error = await refused('bucket,to,recipients\nphotos-1,X,age1bad\nphotos-2,,ssh-ed25519\n');
    expect(error).toContain('line 2, column "to"');
    expect(error).toContain('line 2, column "recipients": is not a valid age recipient');
    expect(error).toContain('line 3, column "recipients": is an SSH key');
  });

  it('may begin with a byte order mark, end its lines as Windows does, and quote', async () => {
    writeFileSync(file('excel.csv'), '\uFEFFBucket;To Region;Prefix\r\n"music-1";cn-hangzhou;"a ""b"""\r\n');
    const ran = await prep(['start', '--file', file('excel.csv'), '--dry-run', '--json']);
    expect(ran.json()).toMatchObject({
      planned: [{ bucket: 'music-1', prefix: 'a "b"', destination: { region: 'cn-hangzhou' } }],
    });
    // As `prep start` does for one bucket.
    expect(ran.error).toContain('does not end in "/"');
  });

  it('is no place for what the options say wrong', async () => {
    writeFileSync(file('right.csv'), 'bucket\nmusic-1\n');
    const both = await prep(['start', '--file', file('right.csv'), '--match', 'a*']);
    expect([both.exitCode, both.error]).toEqual([2, expect.stringContaining('not both')]);
    const region = await prep(['start', '--file', file('right.csv'), '--to-region', 'Nowhere!']);
    expect([region.exitCode, region.error]).toEqual([2, expect.stringContaining('- --to-region: ')]);
    const named = await prep(['start', '--match', '*']);
    expect([named.exitCode, named.error]).toEqual([2, expect.stringContaining('npx prep batch start NAME')]);
  });
});

describe('a batch that cannot begin', () => {
  it('says why, each problem on a line of its own', async () => {
    const ran = await prep(['start', 'nothing', '--match', 'nothing-*', '--wait']);
    expect(ran.exitCode).toBe(2);
    expect(ran.out).toMatch(
      /nothing was changed\.\n- match: matches no bucket[^\n]+\nFix every problem[^\n]+\n$/,
    );
  });

  it('says what does not fit the configuration of the worker bucket by bucket', async () => {
    writeFileSync(file('elsewhere.csv'), 'bucket\nmusic-1\nmusic-2\n');
    const elsewhere = ['--endpoint', 'https://ks3.example.com'];
    const ran = await prep(['start', '--file', file('elsewhere.csv'), ...elsewhere, '--dry-run']);
    expect(ran.exitCode).toBe(2);
    const problem = (bucket: string, at: string) => `\n  - ${bucket}: ${at}: `;
    for (const bucket of ['music-1', 'music-2']) {
      expect(ran.error).toContain(problem(bucket, 'source.endpoint'));
    }
    expect(ran.error).not.toContain('u{A}');
  });
});

describe('a dry run', () => {
  it('shows every plan in one table, and makes nothing', async () => {
    writeFileSync(file('music.csv'), 'bucket,to,user\nmusic-1,,\nmusic-2,songs-oss,mgw-songs\n');
    const ran = await prep(['start', '--file', file('music.csv'), '--dry-run']);
    expect(ran.exitCode).toBe(0);
    const lines = ran.out.split('\n').map((line) => line.split(/ {2,}/));
    expect(lines).toContainEqual(
      expect.arrayContaining(['music-2', 'songs-oss', 'mgw-songs', 'would be started']),
    );
    expect(lines).toContainEqual(expect.arrayContaining(['music-1', 'music-1-oss', 'mgw-music-1']));
    expect(ran.out).toContain('nothing was started or created');
    const ossBuckets = await new Control(rig.standIns).arrange('oss', 'state');
    expect(ossBuckets).toMatchObject({ buckets: [] });
  });

  it('says which source buckets do not exist or cannot be read, and what to do, with the exit code of that', async () => {
    const control = new Control(rig.standIns);
    const refused = { kind: 'status', status: 403, code: 'AccessDenied', times: 0 } as const;
    await control.fault({ service: 'ks3', resource: 'music-2', ...refused });
    writeFileSync(file('gone.csv'), 'bucket\nmusic-1\nmusic-2\nmusic-3\nmusic-4\n');
    const ran = await prep(['start', '--file', file('gone.csv'), '--dry-run']);
    const json = await prep(['start', '--file', file('gone.csv'), '--dry-run', '--json']);
    const chinese = await prep(['start', '--file', file('gone.csv'), '--dry-run', '--lang', 'zh']);
    await control.clearFaults();
    expect([ran.exitCode, json.exitCode]).toEqual([5, 5]);
    const lines = ran.out.split('\n').map((line) => line.trim().split(/ {2,}/));
    const of = (bucket: string) => lines.find(([first]) => first === bucket)?.at(-1);
    expect([of('music-1'), of('music-2'), of('music-3')]).toEqual([
      'would be started',
      'would require an action: Ks3AccessDenied',
      'would require an action: Ks3NoSuchBucket',
    ]);
    expect(ran.out.match(/^Ks3NoSuchBucket: .*music-3.*$/gm)).toHaveLength(1);
    expect(chinese.out).toMatch(/^Ks3NoSuchBucket：.*music-3.*[\u4e00-\u9fff]/m);
    expect(json.json()).toMatchObject({
      planned: [
        { bucket: 'music-1', found: null },
        { bucket: 'music-2', found: null, problem: 'Ks3AccessDenied' },
        { bucket: 'music-3', found: null, problem: 'Ks3NoSuchBucket' },
        { bucket: 'music-4', found: null, problem: 'Ks3NoSuchBucket' },
      ],
    });
  });

  it('is shown again by its status, also if it was started in the Web UI', async () => {
    await rig.client.workflow.execute('prepareMigrations', {
      workflowId: 'batch/looked-at',
      taskQueue: TASK_QUEUE,
      args: [{ buckets: ['music-1', 'music-3'], dryRun: true }],
    });
    const ran = await prep(['status', 'looked-at']);
    expect(ran.exitCode).toBe(5);
    expect(ran.out).toMatch(/music-1 .*would be started/);
    expect(ran.out).toMatch(/music-3 .*would require an action: Ks3NoSuchBucket/);
    expect(await prep(['watch', 'looked-at'])).toMatchObject({ exitCode: 5, out: ran.out });
  });

  it('ends with the reason if the buckets of the account cannot be listed, instead of waiting for somebody', async () => {
    const control = new Control(rig.standIns);
    const refused = { kind: 'status', status: 403, code: 'AccessDenied', times: 0 } as const;
    await control.fault({ service: 'ks3', operation: 'ListBuckets', ...refused });
    const ran = await prep(['start', '--match', 'music-*', '--dry-run']);
    await control.clearFaults();
    expect(ran.exitCode).toBe(1);
    expect(ran.error).toContain('KS3');
    expect(ran.error).not.toContain('retry');
  });
});

describe('a batch', () => {
  let started: Ran;
  let reviewed: { digest: string; plans: { bucket: string; planDigest: string }[] };

  beforeAll(async () => {
    const control = new Control(rig.standIns);
    await control.fault({
      service: 'ks3',
      resource: 'photos-4',
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      times: 0,
    });
    started = await prep(['start', 'photos', '--match', 'photos-*', '--requested-by', 'wang.fang', '--json']);
    await untilCounts('photos', { 'waiting for approval': 3, 'action required': 1 });
  });

  it('is attached to if it runs', async () => {
    expect(started.json()).toMatchObject({ fleet: 'photos', workflowId: 'batch/photos', attached: false });
    const ran = await prep(['start', 'photos', '--match', 'photos-*', '--json']);
    expect(ran.json()).toMatchObject({
      attached: true,
      warnings: [expect.stringContaining('your new input was ignored')],
    });
  });

  it('shows what needs somebody, with the exit code of that', async () => {
    const ran = await prep(['status', 'photos']);
    expect(ran.exitCode).toBe(5);
    expect(ran.out).toContain('1 action required, 3 waiting for approval');
    expect(ran.out).toMatch(/photos-4 +action required: PreflightFailed/);
    expect(ran.out).toContain('npx prep batch retry photos');
    const listed = await prep(['list', '--json']);
    expect(listed.json()).toMatchObject({
      fleets: [{ fleet: 'photos', state: 'running', counts: { 'waiting for approval': 3 } }],
    });
    const phase = await prep(['status', 'photos', '--phase', 'waiting-for-approval', '--json']);
    expect((phase.json() as { members: object[] }).members).toHaveLength(3);
  });

  it('is followed until nothing happens without a person, with the same exit code', async () => {
    const watched = await prep(['watch', 'photos']);
    expect(watched.exitCode).toBe(5);
    expect(watched.out).toMatch(/^1 action required, 3 waiting for approval\n/);
    expect(watched.out).toContain('npx prep batch retry photos');
    const json = await prep(['watch', '--id', 'batch/photos', '--timeout', '1 minute', '--json']);
    expect([json.exitCode, json.json()]).toMatchObject([5, { fleet: 'photos', state: 'running', total: 4 }]);
  });

  it('is shown by a dry run as it stands, with what is counted', async () => {
    const ran = await prep(['start', 'again', '--match', 'photos-*', '--dry-run']);
    const lines = ran.out.split('\n').map((line) => line.trim().split(/ {2,}/));
    const [head] = lines;
    expect(head).toEqual(expect.arrayContaining(['Objects', 'Size']));
    const of = (bucket: string) => lines.find(([first]) => first === bucket);
    expect(of('photos-1')).toEqual(expect.arrayContaining(['20', 'waiting for approval']));
    expect(of('photos-4')).toEqual(expect.arrayContaining(['-', 'action required: PreflightFailed']));
  });

  it('shows each plan that waits, and one digest over all', async () => {
    const ran = await prep(['plans', 'photos', '--out', file('plans.json')]);
    expect(ran.exitCode).toBe(0);
    for (const bucket of ['photos-1', 'photos-2', 'photos-3']) {
      expect(ran.out).toContain(`mgw-${bucket}`);
    }
    reviewed = JSON.parse(readFileSync(file('plans.json'), 'utf8')) as typeof reviewed;
    expect(reviewed.plans.map(({ bucket }) => bucket)).toEqual(['photos-1', 'photos-2', 'photos-3']);
    expect(ran.out).toContain(reviewed.digest);
  });

  it('approves nothing of a file in which a plan was changed, or that names another bucket', async () => {
    const forged = readFileSync(file('plans.json'), 'utf8').replace('mgw-photos-1', 'mgw-photos-x');
    writeFileSync(file('forged.json'), forged);
    const changed = await prep([
      'approve',
      'photos',
      '--approver',
      approver,
      '--plans',
      file('forged.json'),
      '--json',
    ]);
    expect([changed.exitCode, changed.json()]).toMatchObject([1, { error: { type: 'PlanUntrustworthy' } }]);
    writeFileSync(file('other.txt'), `music-1 ${'a'.repeat(64)}\n`);
    const other = await prep(['approve', 'photos', '--approver', approver, '--plans', file('other.txt')]);
    expect([other.exitCode, other.error]).toEqual([2, expect.stringContaining('music-1')]);
  });

  const digestOf = (name: string) => reviewed.plans.find(({ bucket }) => bucket === name)?.planDigest;

  it('approves just the plans of the list, and asks again about one that changed', async () => {
    const lines = reviewed.plans.map(({ bucket, planDigest }) =>
      bucket === 'photos-2' ? `${bucket} ${'0'.repeat(64)}` : `${bucket} ${planDigest}`,
    );
    writeFileSync(file('reviewed.txt'), `# reviewed\n${lines.slice(0, 2).join('\n')}\n`);
    const ran = await prep([
      'approve',
      'photos',
      '--approver',
      approver,
      '--plans',
      file('reviewed.txt'),
      '--json',
    ]);
    expect(ran.exitCode).toBe(3);
    expect(ran.json()).toMatchObject({
      counted: 1,
      changed: 1,
      plans: [
        { bucket: 'photos-1', outcome: 'counted' },
        { bucket: 'photos-2', outcome: 'changed' },
      ],
    });
    await untilCounts('photos', { prepared: 1, 'waiting for approval': 2 });
    const audit = await rig.client.workflow.getHandle(preparationWorkflowId('photos-3')).describe();
    expect(audit.status.name).toBe('RUNNING');
  });

  it('counts an approval once that is sent again after a lost answer', async () => {
    writeFileSync(file('again.txt'), `photos-1 ${digestOf('photos-1')}\n`);
    const again = ['photos', '--approver', approver, '--plans', file('again.txt'), '--json'];
    const ran = await prep(['approve', ...again]);
    expect([ran.exitCode, ran.json()]).toMatchObject([
      0,
      { counted: 0, countedBefore: 1, plans: [{ bucket: 'photos-1', outcome: 'counted before' }] },
    ]);
    const rejected = await prep(['reject', ...again, '--reason', 'too late']);
    expect([rejected.exitCode, rejected.json()]).toMatchObject([1, { countedBefore: 0, notWaiting: 1 }]);
  });

  it('approves all that wait by the digest over them, unless that is another', async () => {
    const stale = await prep(['approve', 'photos', '--approver', approver, '--digest', reviewed.digest]);
    expect([stale.exitCode, stale.error]).toEqual([1, expect.stringContaining('Nothing was decided')]);
    const now = (await prep(['plans', 'photos', '--json'])).json() as { digest: string };
    const ran = await prep(['approve', 'photos', '--approver', approver, '--digest', now.digest]);
    expect(ran.exitCode).toBe(0);
    expect(ran.out).toContain('mgw-photos-3');
    expect(ran.out).toContain('2 of 2 approvals counted.');
  });

  it('retries what requires an action, and ends when all have ended', async () => {
    await new Control(rig.standIns).clearFaults();
    await untilCounts('photos', { prepared: 3, 'action required': 1 });
    const retried = await prep(['retry', 'photos', '--by', approver, '--json']);
    expect(retried.json()).toMatchObject({ sent: 'retry', parked: 1 });
    await untilCounts('photos', { 'waiting for approval': 1 });
    const nothing = await prep(['retry', 'photos', '--json']);
    expect(nothing.json()).toMatchObject({ error: { type: 'NothingToRetry' } });
    const [plan] = ((await prep(['plans', 'photos', '--json'])).json() as typeof reviewed).plans;
    writeFileSync(file('rejected.txt'), `photos-4 ${plan?.planDigest}\n`);
    const who = ['--approver', approver, '--reason', 'not this one'];
    const rejected = await prep(['reject', 'photos', ...who, '--plans', file('rejected.txt')]);
    expect([rejected.exitCode, rejected.out]).toEqual([0, '1 of 1 rejection counted.\n']);
    await rig.client.workflow.getHandle(fleetWorkflowId('photos')).result();
    const result = await rig.client.workflow.getHandle(preparationWorkflowId('photos-4')).result();
    expect(result).toMatchObject({ decisions: [{ decision: 'reject', comment: 'not this one' }] });
    const status = await prep(['status', 'photos', '--json']);
    expect([status.exitCode, status.json()]).toMatchObject([
      4,
      { state: 'completed', counts: { prepared: 3, rejected: 1 } },
    ]);
  });

  it('is reported as text, HTML, CSV and JSON', async () => {
    const text = await prep(['report', 'photos']);
    expect([text.exitCode, text.out]).toEqual([4, expect.stringMatching(/^photos-4 +rejected /m)]);
    const html = await prep(['report', 'photos', '-o', file('photos.html')]);
    expect(html.exitCode).toBe(4);
    const page = readFileSync(file('photos.html'), 'utf8');
    expect(page).toContain('<a href="http://ui/prepare/photos-4">photos-4</a>');
    expect(page).not.toContain('<script');
    const csv = await prep(['report', 'photos', '--format', 'csv']);
    expect(csv.out).toMatch(/^photos-4,rejected,,20,\d+,1,http:\/\/ui\/prepare\/photos-4$/m);
    expect(csv.out).not.toContain('u{D}');
    const json = await prep(['report', 'photos', '--format', 'json']);
    expect(json.json()).toMatchObject({ name: 'photos', counts: { prepared: 3, rejected: 1 } });
  });

  it('that is started again repeats nothing, and follows to the end', async () => {
    const again = await prep(['start', 'photos', '--match', 'photos-*', '--wait', '--json']);
    expect([again.exitCode, again.json()]).toMatchObject([
      4,
      { state: 'completed', counts: { 'already prepared': 3, rejected: 1 } },
    ]);
  });

  it('is approved with a signature over the digest of each plan, by whoever has to sign', async () => {
    await prep(['start', 'signed', '--file', '-'], { stdin: 'bucket\nmusic-2\n' });
    await untilCounts('signed', { 'waiting for approval': 1 });
    const { digest } = (await prep(['plans', 'signed', '--json'])).json() as { digest: string };
    const approval = ['approve', 'signed', '--approver', 'zhang.min', '--digest', digest, '--json'];
    const unsigned = await prep(approval);
    expect([unsigned.exitCode, unsigned.json()]).toMatchObject([1, { counted: 0, refused: 1 }]);
    const texts: string[] = [];
    const sign = async (_: string, text: string) => {
      texts.push(text);
      return signer.sign(text);
    };
    const signed = await prep([...approval, '--key', 'id_ed25519'], { sign });
    expect([signed.exitCode, signed.json()]).toMatchObject([0, { counted: 1 }]);
    const [plan] = (signed.json() as { plans: { planDigest: string }[] }).plans;
    expect(texts).toEqual([expect.stringContaining(plan?.planDigest ?? 'none')]);
    const handle = rig.client.workflow.getHandle(fleetWorkflowId('signed'));
    expect(await handle.result()).toMatchObject({ counts: { prepared: 1 } });
  });

  it('is cancelled with what it started', async () => {
    writeFileSync(file('late.csv'), 'bucket\nmusic-1\n');
    await prep(['start', '--file', file('late.csv')]);
    await untilCounts('late', { 'waiting for approval': 1 });
    const ran = await prep(['cancel', 'late', '--reason', 'too late', '--json']);
    expect([ran.exitCode, ran.json()]).toMatchObject([
      0,
      { counts: { cancelled: 1 }, failure: { type: 'Cancelled' } },
    ]);
    const again = await prep(['cancel', 'late', '--json']);
    expect(again.json()).toMatchObject({ error: { type: 'AlreadyFinished' } });
  });
});

describe('a batch that was started under an ID of another form', () => {
  it.each(['q1', 'batch/q1-2026-11-28T10:00:00Z', 'team-a: q1'])(
    'is found as it is proposed: %s',
    async (id) => {
      await rig.client.workflow.execute('prepareMigrations', {
        workflowId: id,
        taskQueue: TASK_QUEUE,
        args: [{ buckets: ['music-1'], dryRun: true }],
      });
      const preparations = realPreparations(rig.client, []);
      const other = await run(['status', '--id', id], { preparations });
      const [, proposed = ''] = /Use: npx prep batch status (.*)$/m.exec(other.error) ?? [];
      const [, option, text = ''] = /^(--id )?(.*)$/.exec(proposed) ?? [];
      const argument = text.replace(/^'(.*)'$/, '$1');
      const named = option === undefined ? [argument] : ['--id', argument];
      expect(await prep(['status', ...named])).toMatchObject({ exitCode: 0 });
      expect(await prep(['report', ...named, '--format', 'csv'])).toMatchObject({ exitCode: 0 });
      expect((await prep(['cancel', ...named])).error).toContain(`npx prep batch status ${proposed}`);
    },
  );

  it('is told apart from the one of that name, and found by it if there is none', async () => {
    const start = (workflowId: string, bucket: string) =>
      rig.client.workflow.execute('prepareMigrations', {
        workflowId,
        taskQueue: TASK_QUEUE,
        args: [{ buckets: [bucket], dryRun: true }],
      });
    await start('q2', 'music-1');
    const idOf = async (...named: string[]) =>
      ((await prep(['status', ...named, '--json'])).json() as { workflowId: string }).workflowId;
    expect(await idOf('q2')).toBe('q2');
    await start('batch/q2', 'music-2');
    expect(await Promise.all([idOf('q2'), idOf('batch/q2'), idOf('--id', 'q2')])).toEqual([
      'batch/q2',
      'batch/q2',
      'q2',
    ]);
  });

  it.each([[[]], [['q2', '--id', 'q2']]])('is named once: %j', async (named) => {
    for (const command of ['status', 'plans', 'retry', 'cancel', 'report']) {
      const ran = await prep([command, ...named, '--json']);
      expect([ran.exitCode, ran.json().error.message]).toEqual([
        2,
        'Name the batch, or its workflow ID with --id, not both. What there is: npx prep batch list --all',
      ]);
    }
  });
});
