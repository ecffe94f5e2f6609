import type { DecisionRequest } from '../../contracts/approval/approval';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkDecision } from '../../provisioning/approval/check-decision';
import { parseSignature, signs } from '../../provisioning/ssh/signature';
import { CommandError } from '../../client/command-error';
import { signWithSshKeygen } from '../../client/decide/ssh-keygen';
import { readApprove, readDecide, readReject } from '../../contracts/messages';
import { approved } from '../provisioning/preparation';
import { SIGNATURES } from '../provisioning/ssh/signature-vectors';
import { SshSigner } from '../rig/ssh-signer';
import { DIGEST, FakePreparations, WAITING } from './fake-preparations';
import { run } from './run-command';

const signer = new SshSigner();
const sign = async (_file: string, text: string) => signer.sign(text);
const RUN = { workflowId: 'prepare/photos', runId: 'run-1' };
const FROZEN = approved().plan;

/** A run with a waiting plan. */
function waiting(): FakePreparations {
  const preparations = new FakePreparations();
  const approval = { ...WAITING.approval, planDigest: FROZEN.digest, plan: ['what the worker says'] };
  preparations.looks = [{ status: { ...WAITING, approval: approval as typeof WAITING.approval } }];
  preparations.frozen = FROZEN;
  return preparations;
}

/** What the worker finds when it checks a message. */
function checked(request: DecisionRequest, planDigest = FROZEN.digest) {
  const keys = [signer.keyOf('li.wei')];
  const waitsSince = new Date().toISOString();
  return checkDecision({ request, planDigest, waitsSince, keys }, RUN, Date.now());
}

describe('prep approve --key', () => {
  it('signs just what it shows and sends', async () => {
    const preparations = waiting();
    const ran = await run(
      ['approve', 'photos', '--approver', 'li.wei', '--comment', 'ok', '--key', 'id_ed25519'],
      { preparations, sign },
    );
    expect(ran).toMatchObject({ exitCode: 0, error: '' });
    expect(ran.out).toMatch(/From KS3 bucket photos: 1,234,567 objects[^]+Signed with SHA256:/);
    expect(ran.out).not.toContain('what the worker says');
    const read = readDecide(preparations.decisions[0]);
    expect(read.ok && checked(read.value)).toMatchObject({
      refused: null,
      proof: { fingerprint: signer.fingerprint },
    });
  });

  it('signs what is left as a signal too', async () => {
    const preparations = waiting();
    const argv = ['reject', 'photos', '--approver', 'li.wei', '--reason', 'no', '--key', 'id', '--signal'];
    await run(argv, { preparations, sign });
    const read = readReject(preparations.signals[0]?.payload);
    expect(read.ok && checked(read.value)).toMatchObject({ refused: null, proof: { kind: 'ssh signature' } });
  });

  it('signs nothing where the worker shows a plan that is not the one of its digest', async () => {
    const preparations = waiting();
    const { plan, digest } = FROZEN;
    preparations.frozen = { plan: { ...plan, accountId: '6666666666666666' }, digest };
    const ran = await run(['approve', 'photos', '--approver', 'li.wei', '--key', 'id', '--json'], {
      preparations,
    });
    expect(ran.json().error.type).toBe('PlanUntrustworthy');
    expect(preparations.decisions).toEqual([]);
  });

  it('signs nothing before there is a plan', async () => {
    const preparations = waiting();
    preparations.looks = [{ status: { ...WAITING, approval: null } }];
    const ran = await run(['approve', 'photos', '--approver', 'li.wei', '--key', 'id', '--json'], {
      preparations,
    });
    expect(ran.json().error.type).toBe('NothingToDecide');
  });

  it('needs to be told the digest where no worker shows the plan', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ status: new CommandError('NoWorker', 'No worker answers.') }];
    const argv = ['approve', 'photos', '--approver', 'li.wei', '--key', 'id', '--signal', '--json'];
    expect((await run(argv, { preparations, sign })).json().error).toMatchObject({
      type: 'InvalidInput',
      message: expect.stringContaining('--digest'),
    });
    expect(await run([...argv, '--digest', DIGEST], { preparations, sign })).toMatchObject({ exitCode: 0 });
    const read = readApprove(preparations.signals[0]?.payload);
    expect(read.ok && checked(read.value, DIGEST).refused).toBeNull();
  });

  it('says which keys there may be where this is none of them', async () => {
    const ran = await run(['approve', 'photos', '--approver', 'li.wei', '--key', 'id_rsa'], {
      preparations: waiting(),
      sign: async () => SIGNATURES.rsa,
    });
    expect(ran).toMatchObject({ exitCode: 2, error: expect.stringContaining('ssh-keygen -t ed25519') });
  });
});

describe('prep sign', () => {
  const argv = [
    'sign',
    'photos',
    '--run',
    'run-1',
    '--digest',
    FROZEN.digest,
    '--approver',
    'li.wei',
    '--key',
    'id',
  ];

  it('prints the JSON of the signal, without a connection', async () => {
    const ran = await run([...argv, '--comment', 'ok'], { sign });
    expect(ran).toMatchObject({ exitCode: 0, error: expect.stringContaining('signal "approve"') });
    const read = readApprove(ran.json());
    expect(read.ok && read.value.comment).toBe('ok');
    expect(read.ok && checked(read.value)).toMatchObject({ refused: null, proof: { kind: 'ssh signature' } });
  });

  it('signs a rejection where that is asked for', async () => {
    const ran = await run([...argv, '--reject', '--comment', 'no', '--json'], { sign });
    const read = readReject(ran.json());
    expect(read.ok && checked(read.value).refused).toBeNull();
  });

  it('has to know what it signs', async () => {
    const ran = await run(['sign', 'photos', '--approver', 'li.wei', '--key', 'id'], { sign });
    expect(ran).toMatchObject({ exitCode: 2, error: expect.stringContaining('--run') });
  });
});

describe('signing with ssh-keygen', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ks3-oss-prep-sign-'));
  const key = join(folder, 'id_ed25519');
  const keygen = promisify(execFile)('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  /** Not every machine has it; then the test is skipped with a message. */
  const installed = keygen.then(
    () => true,
    () => false,
  );
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('makes a signature of the key, or says that ssh-keygen is not there', async () => {
    const outcome = await signWithSshKeygen(key, 'a statement\n').then(
      (armored) => [
        signs(parseSignature(armored), 'a statement\n'),
        signs(parseSignature(armored), 'other\n'),
      ],
      (error: unknown) => (error as Error).message,
    );
    const notFound: unknown = expect.stringContaining('ssh-keygen was not found');
    expect(outcome).toEqual((await installed) ? [true, false] : notFound);
  });

  it('says that there is no signature with a key that is not there', async () => {
    await expect(signWithSshKeygen(join(folder, 'missing'), 'a statement\n')).rejects.toMatchObject({
      type: 'SigningFailed',
      message: expect.stringMatching(/ssh-keygen (did not sign with .+missing|was not found)/),
    });
  });
});
