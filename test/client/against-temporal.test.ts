import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TASK_QUEUE } from '../../contracts/names';
import type { Settings } from '../../contracts/settings';
import { Control } from '../rig/control';
import { startRig, until, type Rig } from '../rig/rig';
import { PrepProcess, type Ended } from './prep-process';

const OBJECTS = Array.from({ length: 1500 }, (_, n) => ({ key: `p/${String(n).padStart(5, '0')}`, size: n }));
const BYTES = String(OBJECTS.reduce((sum, { size }) => sum + size, 0));

let rig: Rig;
let control: Control;
let folder: string;
let publicKeys: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prep-cli-'));
  // A rotation cannot shorten the configured grace period.
  const briefGrace = (settings: Settings) => ({
    ...settings,
    lifecycle: { ...settings.lifecycle, graceMs: 1000 },
  });
  rig = await startRig({ buckets: [{ name: 'photos' }, { name: 'films' }] }, briefGrace);
  publicKeys = rig.settings.trust.publicKeys.join(',');
  control = new Control(rig.standIns);
  await control.arrange('ks3', 'put-objects', { bucket: 'photos', objects: OBJECTS });
  await writeFile(join(folder, 'identity.txt'), `# the recipient's\n${rig.identity}\n`, { mode: 0o600 });
});

afterAll(async () => {
  await rig.stop();
  await rm(folder, { recursive: true });
});

/** Runs a command line as a user would, against the server of this test. */
function prep(args: readonly string[], stdin = '', env: Record<string, string> = {}): Promise<Ended> {
  return new PrepProcess(
    args,
    folder,
    { TEMPORAL_ADDRESS: rig.temporal.address, PREP_TRUST_PUBLIC_KEYS: publicKeys, ...env },
    stdin,
  ).ended;
}

describe('a preparation on the command line alone', () => {
  it('is started, attached to, followed, approved, reported and opened', async () => {
    const started = await prep(['start', '--bucket', 'photos', '--json']);
    expect(started.exitCode).toBe(0);
    expect(started.json()).toMatchObject({ workflowId: 'prepare/photos', attached: false, warnings: [] });

    const again = await prep(['start', '--bucket', 'photos', '--user', 'other', '--wait', '--json']);
    expect(again.exitCode).toBe(3);
    expect(again.json()).toMatchObject({
      attached: true,
      runId: started.json().runId,
      phase: { name: 'waiting for approval' },
      totals: { objects: '1500', bytes: BYTES },
      warnings: [expect.stringContaining('your new input was ignored')],
    });

    const watched = await prep(['watch', 'photos', '--until-input']);
    expect(watched.exitCode).toBe(3);
    expect(watched.out).toMatch(/done +Inventory of the KS3 bucket: 1,500 objects/);
    expect(watched.out).toContain('npx prep approve photos --approver YOUR-NAME');
    const { planDigest } = again.json().approval;
    expect(watched.out).toContain(`Plan digest: ${planDigest}`);

    const early = await prep(['open', 'photos', '--identity', 'identity.txt', '--json']);
    expect([early.exitCode, early.json().error.type]).toEqual([1, 'NoResult']);

    const wrong = await prep([
      'approve',
      'photos',
      '--approver',
      'li.wei',
      '--digest',
      'f'.repeat(64),
      '--json',
    ]);
    expect(wrong.exitCode).toBe(1);
    expect(wrong.json().error).toEqual({
      type: 'DecisionRefused',
      message: expect.stringContaining(planDigest),
    });

    const approved = await prep(['approve', 'photos', '--approver', 'li.wei', '--comment', 'ok', '--json']);
    expect(approved.exitCode).toBe(0);
    expect(approved.json()).toMatchObject({ accepted: true, planDigest });

    const ended = await prep(['watch', 'photos']);
    expect(ended.exitCode).toBe(0);
    expect(ended.out).toContain('prepared: KS3 bucket photos is ready');

    const form = await prep(['report', 'photos']);
    expect(form.out).toMatch(/File count +1500\n/);
    expect(form.out).toMatch(new RegExp(`Data size +${BYTES} bytes`));

    await prep(['report', 'photos', '--format', 'json', '--out', 'result.json']);
    const opened = await prep(
      ['open', '--result', 'result.json', '--identity', '-', '--json'],
      `${rig.identity}\n`,
    );
    const key = opened.json();
    expect(key.signInName).toMatch(/^mgw-photos@/);
    expect((await control.ramUser('mgw-photos'))?.accessKeys).toEqual([
      { id: key.accessKeyId, status: 'Active' },
    ]);
    expect(
      await control.arrange('ram', 'check-password', { userName: 'mgw-photos', password: key.password }),
    ).toEqual({
      matches: true,
    });

    const written = await prep(['open', 'photos', '--identity', 'identity.txt', '--out', 'credentials.txt']);
    expect(written.exitCode).toBe(0);
    expect(written.out).not.toContain(key.accessKeySecret);
    const file = join(folder, 'credentials.txt');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toContain(key.accessKeySecret);

    const saved = await readFile(join(folder, 'result.json'), 'utf8');
    for (const secret of await control.secrets()) {
      expect(saved + form.out).not.toContain(secret);
    }

    // Started once more, by a scheduler for example, it answers with what was delivered.
    const repeated = await prep(['start', '--bucket', 'photos', '--wait', '--json']);
    expect(repeated.exitCode).toBe(0);
    expect(repeated.json()).toMatchObject({ already: 'prepared', runId: started.json().runId });
    expect(repeated.json().result).toEqual(JSON.parse(saved));
    expect(repeated.error).toContain('prepare/photos is already prepared');

    // A new run, if somebody wants one, issues nothing, and hides nothing that was delivered.
    const second = await prep(['start', '--bucket', 'photos', '--wait', '--again', '--json']);
    expect([second.exitCode, second.json().phase.outcome]).toEqual([0, 'already prepared']);
    const still = await prep(['open', 'photos', '--identity', 'identity.txt', '--json']);
    expect(still.json()).toEqual(key);
    const report = await prep(['report', 'photos']);
    expect(report.out).toContain('Since the last run');
    expect(report.out.endsWith(form.out)).toBe(true);

    const late = await prep(['approve', 'photos', '--approver', 'wang.fang', '--json']);
    expect([late.exitCode, late.json().error.type]).toEqual([1, 'AlreadyFinished']);
  });

  it('tells by its exit code that it was rejected, whatever is asked afterwards', async () => {
    await prep(['start', '--bucket', 'films', '--wait']);
    const rejected = await prep(['reject', 'films', '--approver', 'li.wei', '--reason', 'wrong bucket']);
    expect([rejected.exitCode, rejected.error]).toEqual([0, '']);
    expect((await prep(['watch', 'films'])).exitCode).toBe(4);
    const repeated = await prep(['start', '--bucket', 'films', '--wait', '--json']);
    expect([repeated.exitCode, repeated.json().already]).toEqual([4, 'rejected']);
    const status = await prep(['status', 'films', '--json']);
    expect([status.exitCode, status.json().result.outcome]).toEqual([4, 'rejected']);
    const late = await prep(['approve', 'films', '--approver', 'li.wei', '--json']);
    expect([late.exitCode, late.json().error.type]).toEqual([4, 'AlreadyFinished']);
    expect((await prep(['report', 'films'])).out).toContain('li.wei rejected it ("wrong bucket")');
  });

  it('waits for a person to cure what only a person can, and goes on after retry', async () => {
    const parked = await prep(['start', '--bucket', 'music', '--wait', '--json']);
    expect([parked.exitCode, parked.json().phase.name]).toEqual([5, 'action required']);
    const report = await prep(['report', 'music', '--format', 'markdown']);
    expect(report.exitCode).toBe(5);
    expect(report.error).toContain('action required');
    await control.arrange('ks3', 'create-bucket', { name: 'music' });
    expect((await prep(['retry', 'music', '--by', 'li.wei'])).exitCode).toBe(0);
    expect((await prep(['watch', 'music', '--until-input'])).exitCode).toBe(3);
    const needless = await prep(['retry', 'music', '--json']);
    expect(needless.exitCode).toBe(1);
    expect(needless.json().error.message).toContain('no action is required');
    await prep(['reject', 'music', '--approver', 'li.wei', '--signal']);
    expect((await prep(['watch', 'music'])).exitCode).toBe(4);
  });
});

describe('credentials that were delivered, on the command line alone', () => {
  it('are found behind what was started under the ID of their preparation by mistake', async () => {
    await control.arrange('ks3', 'create-bucket', { name: 'letters' });
    await prep(['start', '--bucket', 'letters', '--wait']);
    await prep(['approve', 'letters', '--approver', 'li.wei']);
    expect((await prep(['watch', 'letters'])).exitCode).toBe(0);
    const mistaken = await rig.client.workflow.start('migrateBucket', {
      workflowId: 'prepare/letters',
      taskQueue: TASK_QUEUE,
      args: [{ source: { bucket: 'letters' } }],
    });
    await expect(mistaken.result()).rejects.toMatchObject({ cause: { type: 'InvalidInput' } });

    const argv = [
      ['report'],
      ['audit'],
      ['open', '--identity', 'identity.txt'],
      ['revoke', '--now', '--wait'],
    ];
    for (const [command = '', ...options] of argv) {
      const { exitCode, error } = await prep([command, 'letters', ...options]);
      expect([command, exitCode, error]).toEqual([command, 0, expect.not.stringContaining('is a migration')]);
    }
    expect(await control.ramUser('mgw-letters')).toBeUndefined();
  });

  it('say that the run which was to revoke them was cancelled', async () => {
    await control.arrange('ks3', 'create-bucket', { name: 'notes' });
    await prep(['start', '--bucket', 'notes', '--wait']);
    await prep(['approve', 'notes', '--approver', 'li.wei']);
    expect((await prep(['watch', 'notes'])).exitCode).toBe(0);
    expect((await prep(['status', 'notes'])).error).toBe('');
    expect((await prep(['cancel', '--id', 'revoke/mgw-notes'])).exitCode).toBe(0);
    for (const command of ['report', 'status']) {
      expect((await prep([command, 'notes'])).error).toMatch(
        /, revoke\/mgw-notes, was ended at .*They stay valid until .*now: npx prep revoke notes\n/,
      );
    }
    expect((await prep(['revoke', 'notes', '--now', '--wait'])).exitCode).toBe(0);
    expect((await prep(['report', 'notes'])).error).toContain('These credentials no longer work');
  });

  it('are rotated, opened, confirmed and revoked', async () => {
    await control.arrange('ks3', 'create-bucket', { name: 'papers' });
    await prep(['start', '--bucket', 'papers', '--wait']);
    await prep(['approve', 'papers', '--approver', 'li.wei']);
    const old = (await prep(['watch', 'papers', '--json'])).json().result.account.accessKeyId;

    const rotating = await prep(['rotate', 'papers', '--by', 'li.wei', '--wait', '--json']);
    expect([rotating.exitCode, rotating.json().phase.name]).toEqual([3, 'waiting']);
    const again = await prep(['rotate', 'papers', '--json']);
    expect(again.json()).toMatchObject({ workflowId: 'rotate/mgw-papers', attached: true });
    const opening = ['open', '--id', 'rotate/mgw-papers', '--identity', 'identity.txt', '--json'];
    const opened = await prep(opening);
    const fresh = opened.json().accessKeyId;
    const keys = async () => ((await control.ramUser('mgw-papers'))?.accessKeys ?? []).map(({ id }) => id);
    expect(await keys()).toEqual([old, fresh]);
    const guessed = await prep(['rotate', 'papers', '--confirm', '--code', 'guessed', '--json']);
    expect([guessed.exitCode, guessed.json().error.type]).toEqual([1, 'DecisionRefused']);
    expect(await keys()).toEqual([old, fresh]);
    const code = opened.json().confirmationCode;
    const confirm = ['rotate', 'papers', '--confirm', '--code', code, '--by', 'wang.fang'];
    expect((await prep(confirm)).exitCode).toBe(0);
    const rotated = await prep(['watch', '--id', 'rotate/mgw-papers']);
    expect([rotated.exitCode, await keys()]).toEqual([0, [fresh]]);
    expect(rotated.out).toContain(
      `AccessKey ${fresh} of RAM user mgw-papers is in use; AccessKey ${old} was removed`,
    );
    // The result of the preparation stays as it was signed; what became of it is said beside it.
    for (const argv of [['report'], ['status'], ['open', '--identity', 'identity.txt']]) {
      const { error } = await prep([...argv, 'papers']);
      expect(error).toMatch(`The AccessKey delivered here was replaced by ${fresh} at `);
      expect(error).toContain('npx prep open --id rotate/mgw-papers --identity IDENTITY-FILE');
    }

    // A revocation has waited for the expiry since the delivery; it is signalled to begin.
    const revoked = await prep(['revoke', 'papers', '--now', '--by', 'li.wei', '--wait', '--json']);
    expect(revoked.exitCode).toBe(0);
    expect(revoked.json()).toMatchObject({
      workflowId: 'revoke/mgw-papers',
      attached: true,
      result: { outcome: 'revoked', requestedBy: 'li.wei' },
    });
    expect(await control.ramUser('mgw-papers')).toBeUndefined();
    const gone = /These credentials no longer work; .*See: npx prep status --id revoke\/mgw-papers\n/;
    expect((await prep(['report', 'papers'])).error).toMatch(gone);
    expect((await prep(['report', 'papers'])).error).not.toContain('was replaced');
    const nothing = await prep(['revoke', 'papers', '--now', '--wait', '--json']);
    expect([nothing.exitCode, nothing.json().result.outcome]).toEqual([0, 'nothing to revoke']);
    const { out, error } = await prep(['status', 'papers']);
    expect(error).toMatch(gone);
    expect(out).toContain('mgw-papers');
    // What was to be done with them is over.
    expect(out).not.toContain('npx prep migrate');
    expect(out).not.toContain('revoked automatically');
  });
});

describe('what cannot work', () => {
  it('is one clear message and the exit code for it', async () => {
    const unknown = await prep(['status', 'nowhere']);
    expect([unknown.exitCode, unknown.error]).toEqual([
      1,
      'prep: There is no preparation of KS3 bucket nowhere; start one: npx prep start --bucket nowhere\n',
    ]);
    const unreachable = await prep(['status', 'photos', '--json'], '', { TEMPORAL_ADDRESS: '127.0.0.1:1' });
    expect([unreachable.exitCode, unreachable.json().error.type]).toEqual([1, 'TemporalUnreachable']);
  });

  it('is told with the words of the workflow, and code 2 for an input that the worker refuses', async () => {
    const refused = await prep([
      'start',
      '--bucket',
      'photos',
      '--profile',
      'nobody',
      '--id',
      'refused',
      '--wait',
      '--json',
    ]);
    expect(refused.exitCode).toBe(2);
    expect(refused.json().failure).toEqual({
      type: 'InvalidInput',
      message: expect.stringContaining('source.profile'),
    });
  });
});

describe('prep inventory by a worker', () => {
  it('gives the proven total, or why there is none', async () => {
    const counted = await prep(['inventory', '--bucket', 'photos', '--json']);
    expect(counted.exitCode).toBe(0);
    expect(counted.json()).toMatchObject({
      workflowId: 'inventory/photos',
      complete: true,
      objects: '1500',
      bytes: BYTES,
    });
    const missing = await prep(['inventory', '--bucket', 'nowhere', '--json']);
    expect([missing.exitCode, missing.json().error.type]).toEqual([1, 'Ks3NoSuchBucket']);
  });
});

describe('without a worker', () => {
  const idle = { TEMPORAL_NAMESPACE: 'idle' };

  it('says so, and leaves a decision as a signal', async () => {
    const { workflowService } = rig.client.connection;
    await workflowService.registerNamespace({
      namespace: 'idle',
      workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
    });
    await until(async () => {
      const { exitCode } = await prep(['start', '--bucket', 'photos'], '', idle);
      return exitCode === 0 ? true : undefined;
    });
    const started = await prep(['start', '--bucket', 'photos', '--json'], '', idle);
    expect(started.json().warnings).toContainEqual(expect.stringContaining(TASK_QUEUE));

    const status = await prep(['status', 'photos', '--json'], '', idle);
    expect([status.exitCode, status.json().error.type]).toEqual([1, 'NoWorker']);
    const approve = await prep(['approve', 'photos', '--approver', 'li.wei', '--json'], '', idle);
    expect(approve.json().error).toEqual({ type: 'NoWorker', message: expect.stringContaining('--signal') });

    const signal = await prep(['approve', 'photos', '--approver', 'li.wei', '--signal'], '', idle);
    expect(signal.exitCode).toBe(0);
    const { events } = await workflowService
      .getWorkflowExecutionHistory({
        namespace: 'idle',
        execution: { workflowId: 'prepare/photos' },
      })
      .then(({ history }) => ({ events: history?.events ?? [] }));
    expect(events.map(({ workflowExecutionSignaledEventAttributes: sent }) => sent?.signalName)).toContain(
      'approve',
    );
  });
});
