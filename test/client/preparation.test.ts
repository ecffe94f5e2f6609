import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { realPreparations } from './real-preparations';
import { startRig, type Rig } from '../rig/rig';
import { run } from './run-command';

let rig: Rig;
let folder: string;
beforeAll(async () => {
  rig = await startRig({
    buckets: [
      { name: 'photos', synthetic: 'hex:2500' },
      { name: 'videos', synthetic: 'hex:10' },
    ],
  });
  folder = await mkdtemp(join(tmpdir(), 'prep-client-'));
});
afterAll(async () => {
  await rig.stop();
  await rm(folder, { recursive: true });
});

async function prep(...argv: string[]) {
  const preparations = realPreparations(rig.client, rig.settings.trust.publicKeys);
  // Less patient than a person, so that the test is quick; what it waits for is the state of the run.
  return run(argv, { preparations, onPause: () => pause(20) });
}

describe('a preparation from the command line', () => {
  it('is started, watched, approved, reported and opened', async () => {
    const started = await prep('start', '--bucket', 'photos', '--wait', '--json');
    // Some of its objects are archived.
    expect(started.exitCode).toBe(5);
    expect(started.json().warnings).toEqual([expect.stringContaining('BLOCKER: 248 objects')]);
    expect(started.json()).toMatchObject({ attached: false, totals: { objects: '2500' } });

    const again = await prep('start', '--bucket', 'photos', '--to', 'another', '--json');
    expect(again.json()).toMatchObject({ attached: true, runId: started.json().runId });
    expect(again.json().warnings).toContainEqual(
      expect.stringContaining('destination.bucket is photos-oss there'),
    );

    const refused = await prep(
      'approve',
      'photos',
      '--approver',
      'li.wei',
      '--digest',
      'a'.repeat(64),
      '--json',
    );
    expect(refused.exitCode).toBe(1);
    expect(refused.json().error).toMatchObject({
      type: 'DecisionRefused',
      message: expect.stringContaining('another plan'),
    });

    expect(await prep('approve', 'photos', '--approver', 'li.wei')).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('To OSS bucket photos-oss'),
    });
    expect(await prep('watch', 'photos')).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('prepared: '),
    });
    expect(await prep('report', 'photos')).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/File count +2500\n/),
    });
    expect((await prep('report', 'photos', '--format', 'markdown')).out).toContain('### By storage class');

    const identity = join(folder, 'identity.txt');
    await writeFile(identity, rig.identity, { mode: 0o600 });
    const opened = await prep('open', 'photos', '--identity', identity, '--json');
    const issued = rig.standIns.context.secrets.list().map(({ value }) => value);
    expect(issued).toContain(opened.json().accessKeySecret);
  });

  it('is rejected with what was removed, and takes no more messages', async () => {
    expect((await prep('start', '--bucket', 'videos', '--wait')).exitCode).toBe(5);
    expect(
      (await prep('reject', 'videos', '--approver', 'li.wei', '--reason', 'wrong bucket')).exitCode,
    ).toBe(0);
    const ended = await prep('watch', 'videos', '--json');
    expect(ended.exitCode).toBe(4);
    expect(ended.json()).toMatchObject({ phase: { name: 'finished', outcome: 'rejected' } });
    expect((await prep('retry', 'videos')).error).toContain('has already ended');
  });

  it('fails with exit code 2 and the workflow’s own words where the worker refuses the input', async () => {
    await prep('start', '--bucket', 'photos', '--id', 'odd', '--profile', 'nosuch');
    const ran = await prep('watch', '--id', 'odd', '--json');
    expect(ran.exitCode).toBe(2);
    expect(ran.json().failure).toMatchObject({
      type: 'InvalidInput',
      message: expect.stringContaining('nosuch'),
    });
  });

  it('has a worker count a bucket', async () => {
    const ran = await prep('inventory', '--bucket', 'photos', '--json');
    expect(ran.exitCode).toBe(0);
    expect(ran.json()).toMatchObject({ objects: '2500', complete: true, workflowId: 'inventory/photos' });
  });
});
