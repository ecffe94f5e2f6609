import { CommandError } from '../../client/command-error';
import type { ApprovalEvent } from '../../contracts/approval/approval';
import { PREPARED, REJECTED } from '../presentation/report/results';
import { DIGEST, FakePreparations, PARKED, WAITING } from './fake-preparations';
import { run } from './run-command';
import { PLAIN_RULES } from '../rig/plain-approval';

const NO_WORKER = new CommandError('NoWorker', 'No worker answers.');

/** Sent with every decision: the run that it is about, and where it comes from. */
const SENT = { runId: 'run-1', from: expect.stringMatching(/^.+@.+ \(prep\)$/) as string };

function waiting(): FakePreparations {
  const preparations = new FakePreparations();
  preparations.looks = [{ status: WAITING }];
  return preparations;
}

function withoutWorker(): FakePreparations {
  const preparations = new FakePreparations();
  preparations.looks = [{ status: NO_WORKER }];
  return preparations;
}

describe('prep approve', () => {
  it('shows the plan, then approves exactly that plan', async () => {
    const preparations = waiting();
    const ran = await run(['approve', 'photos', '--approver', 'li.wei', '--comment', 'ok'], { preparations });
    expect(ran.exitCode).toBe(0);
    expect(preparations.decisions).toEqual([
      { decision: 'approve', approver: 'li.wei', comment: 'ok', planDigest: DIGEST, ...SENT },
    ]);
    expect(ran.out).toMatch(
      /From KS3 bucket photos: 2,500 objects[^]+Plan digest: d{64}[^]+counted; the plan is approved\n$/,
    );
  });

  it('approves only the plan with the digest that was given', async () => {
    const preparations = waiting();
    const digest = 'a'.repeat(64);
    await run(['approve', 'photos', '--approver', 'li.wei', '--digest', digest], { preparations });
    expect(preparations.decisions).toEqual([
      { decision: 'approve', approver: 'li.wei', comment: '', planDigest: digest, ...SENT },
    ]);
  });

  it.each(['approve', 'reject'])(
    'says of %s --digest 210a what it takes, and sends nothing',
    async (decision) => {
      const preparations = waiting();
      for (const argv of [
        [decision, 'photos', '--digest', '210a'],
        ['batch', decision, 'photos', '--digest', '210a'],
        ['sign', 'photos', '--run', 'r', '--key', 'k', '--digest', '210a'],
      ]) {
        const ran = await run([...argv, '--approver', 'li.wei', '--json'], { preparations });
        expect(ran.exitCode).toBe(2);
        expect(ran.json().error.message).toMatch(/^--digest takes .* 64 hexadecimal digits/);
      }
      expect(preparations.decisions).toEqual([]);
    },
  );

  it('takes a digest in capitals, and says how long a comment may be', async () => {
    const preparations = waiting();
    const approve = ['approve', 'photos', '--approver', 'li.wei'];
    await run([...approve, '--digest', 'A'.repeat(64)], { preparations });
    expect(preparations.decisions).toMatchObject([{ planDigest: 'a'.repeat(64) }]);
    const ran = await run([...approve, '--comment', 'x'.repeat(2001), '--json'], { preparations });
    expect(ran.json().error.message).toBe('--comment has 2001 characters; at most 2000 are possible.');
  });

  it('prints one JSON object without the plan before it', async () => {
    const ran = await run(['approve', 'photos', '--approver', 'li.wei', '--json'], {
      preparations: waiting(),
    });
    expect(ran.json()).toEqual({
      workflowId: 'prepare/photos',
      accepted: true,
      message: expect.stringContaining('approved'),
      planDigest: DIGEST,
    });
  });

  it('tells why an approval was refused, and exits with 1', async () => {
    const preparations = waiting();
    preparations.decideAnswer = new CommandError('DecisionRefused', 'Refused: li.wei has approved already.');
    const ran = await run(['approve', 'photos', '--approver', 'li.wei'], { preparations });
    expect(ran).toMatchObject({ exitCode: 1, error: expect.stringContaining('li.wei has approved already') });
  });

  it('offers --signal where no worker answers, before or after the plan was shown', async () => {
    const before = await run(['approve', 'photos', '--approver', 'li.wei'], {
      preparations: withoutWorker(),
    });
    expect(before).toMatchObject({ exitCode: 1, error: expect.stringContaining('add --signal') });

    const preparations = waiting();
    preparations.decideAnswer = NO_WORKER;
    const after = await run(['approve', 'photos', '--approver', 'li.wei'], { preparations });
    expect(after).toMatchObject({ exitCode: 1, error: expect.stringContaining('add --signal') });
  });

  it('sends a signal with --signal, also while no worker is there to show the plan', async () => {
    const preparations = withoutWorker();
    const ran = await run(['approve', 'photos', '--approver', 'li.wei', '--comment', 'ok', '--signal'], {
      preparations,
    });
    expect(ran.exitCode).toBe(0);
    expect(preparations.decisions).toEqual([]);
    expect(preparations.signals).toEqual([
      {
        workflowId: 'prepare/photos',
        name: 'approve',
        payload: { approver: 'li.wei', comment: 'ok', ...SENT },
      },
    ]);
    expect(ran.out).toContain('not answered');
  });

  it('binds a signal to the plan that was shown', async () => {
    const preparations = waiting();
    await run(['approve', 'photos', '--approver', 'li.wei', '--signal'], { preparations });
    expect(preparations.signals[0]?.payload).toEqual({ approver: 'li.wei', planDigest: DIGEST, ...SENT });
  });

  it('sends nothing to a run that has ended', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ state: 'completed' }];
    preparations.ending = PREPARED;
    const ran = await run(['approve', 'photos', '--approver', 'li.wei', '--signal', '--json'], {
      preparations,
    });
    expect(ran.exitCode).toBe(1);
    expect(ran.json().error.type).toBe('AlreadyFinished');
    expect(preparations.signals).toEqual([]);
  });

  it('tells by its exit code that the run was rejected', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ state: 'completed' }];
    preparations.ending = REJECTED;
    const ran = await run(['approve', 'photos', '--approver', 'li.wei', '--json'], { preparations });
    expect([ran.exitCode, ran.json().error.type]).toEqual([4, 'AlreadyFinished']);
  });

  it('needs to know who approves', async () => {
    expect(await run(['approve', 'photos'])).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining('--approver'),
    });
  });
});

describe('a plan whose approvers the server has to vouch for', () => {
  const rules = { ...PLAIN_RULES, requirePrincipals: true };
  const about = { at: '2026-05-01T08:00:00.000Z', planDigest: DIGEST };
  const given = {
    decision: 'approve',
    approver: 'li.wei',
    comment: '',
    at: about.at,
    via: 'signal',
    proof: null,
    principal: { type: 'jwt', name: 'li.wei', eventId: '41' },
  } as const;
  const counted: ApprovalEvent = { kind: 'decision', ...about, decision: given, approvals: 1, required: 2 };
  const refusal = {
    wanted: 'approve',
    approver: 'li.wei',
    via: 'signal',
    reason: 'mallory sent it',
  } as const;
  const refused: ApprovalEvent = { kind: 'refused', ...about, refusal };

  /** A run that judges the signal after some looks at it, and has judged others before. */
  function vouching(...judged: ApprovalEvent[]) {
    const preparations = new FakePreparations();
    const approval = { ...(WAITING.approval as NonNullable<typeof WAITING.approval>), rules };
    preparations.looks = [{ status: { ...WAITING, approval } }];
    const earlier = { ...refused, at: '2026-05-01T07:00:00.000Z' };
    const other = { ...counted, decision: { ...given, approver: 'wang.fang' } };
    preparations.trail = { ...preparations.trail, events: [earlier] };
    const pauses: number[] = [];
    const onPause = () => {
      pauses.push(1);
      const events = pauses.length < 3 ? [earlier, other] : [earlier, other, ...judged];
      preparations.trail = { ...preparations.trail, events };
    };
    return { preparations, pauses, onPause };
  }

  it('is approved by a signal, and the audit tells that it counted', async () => {
    const { preparations, pauses, onPause } = vouching(counted);
    const ran = await run(['approve', 'photos', '--approver', 'li.wei'], { preparations, onPause });
    expect(ran).toMatchObject({ exitCode: 0, error: '' });
    expect(ran.out).toContain('Approval by li.wei counted; 1 of 2 approvals');
    expect(preparations.decisions).toEqual([]);
    expect(preparations.signals).toEqual([
      {
        workflowId: 'prepare/photos',
        name: 'approve',
        payload: { approver: 'li.wei', planDigest: DIGEST, ...SENT },
      },
    ]);
    expect(pauses).toHaveLength(3);
  });

  it('tells why the signal was refused, and exits with 1', async () => {
    const { preparations, onPause } = vouching(refused);
    const ran = await run(['approve', 'photos', '--approver', 'li.wei', '--json'], { preparations, onPause });
    expect(ran.exitCode).toBe(1);
    expect(ran.json().error).toMatchObject({ type: 'DecisionRefused', message: 'Refused: mallory sent it.' });
  });

  it('says where to look when it is not judged for long', async () => {
    const { preparations, onPause } = vouching();
    const ran = await run(['approve', 'photos', '--approver', 'li.wei'], { preparations, onPause });
    expect(ran.out).toContain('no result yet. Check whether it counted: npx prep status photos');
    expect(preparations.signals).toHaveLength(1);
  });

  it('is rejected as ever', async () => {
    const { preparations } = vouching();
    await run(['reject', 'photos', '--approver', 'li.wei'], { preparations });
    expect(preparations.decisions).toHaveLength(1);
  });
});

describe('prep reject', () => {
  it('rejects with the reason, as an update', async () => {
    const preparations = waiting();
    await run(['reject', 'photos', '--approver', 'li.wei', '--reason', 'wrong bucket'], { preparations });
    expect(preparations.decisions).toEqual([
      { decision: 'reject', approver: 'li.wei', comment: 'wrong bucket', planDigest: DIGEST, ...SENT },
    ]);
  });

  it('names the reason as the signal wants it', async () => {
    const preparations = waiting();
    const argv = ['reject', '--id', 'mine', '--approver', 'li.wei', '--reason', 'wrong bucket', '--signal'];
    await run(argv, { preparations });
    expect(preparations.signals).toEqual([
      {
        workflowId: 'mine',
        name: 'reject',
        payload: { approver: 'li.wei', reason: 'wrong bucket', planDigest: DIGEST, ...SENT },
      },
    ]);
  });
});

describe('prep retry', () => {
  it('sends the signal, with who cured it', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ status: PARKED }];
    expect(await run(['retry', 'photos', '--by', 'li.wei'], { preparations })).toMatchObject({ exitCode: 0 });
    expect(await run(['retry', 'photos'], { preparations })).toMatchObject({ exitCode: 0 });
    expect(preparations.signals.map(({ name, payload }) => ({ name, payload }))).toEqual([
      { name: 'retry', payload: { by: 'li.wei' } },
      { name: 'retry', payload: {} },
    ]);
  });
});
