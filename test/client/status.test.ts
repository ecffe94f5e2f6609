import { CommandError } from '../../client/command-error';
import { RunFailedError, type ListedRun, type RunState } from '../../client/runs/preparations';
import { PREPARED, REJECTED } from '../presentation/report/results';
import { FakePreparations, PARKED, RUNNING, WAITING, type Look } from './fake-preparations';
import { widthOf } from '../../presentation/report/aligned-lines';
import { run } from './run-command';
import { PLAIN_RULES } from '../rig/plain-approval';

function having(look: Look, ending?: unknown): FakePreparations {
  const preparations = new FakePreparations();
  preparations.looks = [look];
  preparations.ending = ending;
  return preparations;
}

const BLOCKED = { ...WAITING, blockers: ['BLOCKER: 3 objects, 12 B: they are archived.'] };

describe('prep status', () => {
  it('shows what would not migrate before there is a plan', async () => {
    const status = { ...RUNNING, blockers: BLOCKED.blockers };
    const ran = await run(['status', 'photos'], { preparations: having({ status }) });
    expect(ran.out).toContain('BLOCKER: 3 objects');
  });

  it.each(['en', 'zh'])('starts the titles of all steps in one column (%s)', async (lang) => {
    const preparations = new FakePreparations();
    preparations.looks = [{ status: PARKED }];
    const { out } = await run(['status', 'photos', '--lang', lang], { preparations });
    const titles = PARKED.steps.map(({ title }) => title);
    const starts = out.split('\n').flatMap((line) => {
      const title = titles.find((one) => /^ {2}[✔▶!·–✘]/.test(line) && line.includes(`  ${one}`));
      return title === undefined ? [] : [widthOf(line.slice(0, line.indexOf(title)))];
    });
    expect(starts.length).toBeGreaterThan(5);
    expect(new Set(starts).size).toBe(1);
  });

  it('shows the steps, the plan, and the exact command and JSON for what it waits for', async () => {
    const ran = await run(['status', 'photos'], { preparations: having({ status: WAITING }) });
    expect(ran.out).toMatchSnapshot();
  });

  it('shows which action is required and how to continue', async () => {
    const ran = await run(['status', 'photos'], { preparations: having({ status: PARKED }) });
    expect(ran.out).toMatchSnapshot();
  });

  describe('of a bucket for which a Schedule started runs', () => {
    const FIRED = ['prepare/photos-2026-05-02T08:00:00Z', 'prepare/photos-2026-05-01T08:00:00Z'];
    const fired = (...states: RunState['state'][]): ListedRun[] =>
      ['prepare/photos-2b', ...FIRED].map((workflowId, at) => ({
        workflowId,
        runId: 'run-1',
        type: 'prepareMigration',
        state: states[at - 1] ?? 'running',
        startedAt: new Date(),
        closedAt: null,
        indexed: { phase: null, bucket: null, requester: null, actionRequired: false },
      }));

    it.each([
      ['the open one, if none is its own', [], ['completed', 'running'], FIRED[1]],
      ['the newest one, if none is its own and none is open', [], ['completed', 'failed'], FIRED[0]],
      ['the open one behind its own that has ended', ['completed'], ['running'], FIRED[0]],
      ['its own while that is open', ['running'], ['running'], 'prepare/photos'],
      ['its own if none is open', ['completed'], ['completed', 'completed'], 'prepare/photos'],
    ] as const)('shows %s', async (_, own, states, shown) => {
      const preparations = new FakePreparations();
      const described: string[] = [];
      preparations.listed = fired(...states);
      preparations.describe = async (workflowId) => {
        described.push(workflowId);
        const [state] = workflowId === 'prepare/photos' ? own : states;
        if (state === undefined) {
          throw new CommandError('NotFound', `There is no ${workflowId}.`);
        }
        return {
          workflowId,
          runId: 'run-1',
          type: 'prepareMigration',
          state: 'running',
          startedAt: new Date(),
          closedAt: null,
          ...(described.length === 1 ? { state } : {}),
        };
      };
      preparations.looks = [{ status: WAITING }];
      for (const name of ['status', 'watch']) {
        described.length = 0;
        await run([name, 'photos', '--timeout', '1 second'].slice(0, name === 'status' ? 2 : 4), {
          preparations,
        });
        expect({ name, shown: described.at(-1) }).toEqual({ name, shown });
      }
    });

    it.each(['status --id prepare/photos', 'audit photos', 'cancel photos'])(
      'that an exact name, or a command that sends something, leads to: %s',
      async (command) => {
        const preparations = having({});
        preparations.looks = [];
        preparations.listed = fired();
        const ran = await run([...command.split(' '), '--json'], { preparations });
        const [newest] = FIRED;
        expect(ran.json().error).toMatchObject({
          type: 'NotFound',
          message: expect.stringMatching(`started for it is ${newest}. See: npx prep status --id ${newest}$`),
        });
        preparations.listed = preparations.listed.slice(0, 1);
        const none = await run([...command.split(' '), '--json'], { preparations });
        expect(none.json().error.message).toBe('There is no prepare/photos.');
      },
    );
  });

  it('tells a message that was not acted on', async () => {
    const status = { ...RUNNING, notices: ['"approve" from x does not count: nothing waits.'] };
    const ran = await run(['status', 'photos'], { preparations: having({ status }) });
    expect(ran.out).toContain('- "approve" from x does not count');
  });

  it('tells what proves the approvals so far, and that the server has to vouch for them', async () => {
    const rules = { ...PLAIN_RULES, signRejections: true, requirePrincipals: true };
    const principal = { type: 'jwt', name: 'li.wei@example.com', eventId: '41' };
    const decision = { decision: 'approve', approver: 'li.wei', comment: '', at: '', via: 'signal' } as const;
    const approval = WAITING.approval && {
      ...WAITING.approval,
      rules,
      decisions: [{ ...decision, proof: null, principal }],
    };
    const ran = await run(['status', 'photos'], {
      preparations: having({ status: { ...WAITING, approval } }),
    });
    expect(ran.out).toContain('  approve by li.wei (signal, sent by jwt "li.wei@example.com")');
    expect(ran.out).toContain(
      "Decisions must be sent as a signal by the approver's own Temporal account; the server verifies the sender.",
    );
  });

  it('tells a notification that was not delivered', async () => {
    const status = { ...RUNNING, undelivered: ['"waiting" to ops: it answered HTTP 404'] };
    const ran = await run(['status', 'photos'], { preparations: having({ status }) });
    expect(ran.out).toContain('Notifications not delivered:\n\n- "waiting" to ops: it answered HTTP 404');
  });

  it.each<[string, Look, unknown, number]>([
    ['runs', { status: RUNNING }, undefined, 0],
    [
      'cleans up',
      { status: { ...RUNNING, phase: { name: 'cleaning up', because: 'rejected' } } },
      undefined,
      0,
    ],
    ['waits for an approval', { status: WAITING }, undefined, 3],
    ['waits for an approval with blockers', { status: BLOCKED }, undefined, 5],
    ['action required', { status: PARKED }, undefined, 5],
    ['is prepared', { state: 'completed' }, PREPARED, 0],
    ['was rejected', { state: 'completed' }, REJECTED, 4],
    ['timed out', { state: 'completed' }, { ...REJECTED, outcome: 'approval timed out' }, 4],
    [
      'had an invalid input',
      { state: 'failed' },
      new RunFailedError('InvalidInput', 'source.bucket is missing'),
      2,
    ],
    ['failed', { state: 'failed' }, new RunFailedError('AlreadyPrepared', 'It is prepared already.'), 1],
    ['was cancelled', { state: 'cancelled' }, new RunFailedError('Cancelled', 'The run was cancelled.'), 1],
  ])('exits by where it stands: one that %s', async (_, look, ending, exitCode) => {
    expect((await run(['status', 'photos'], { preparations: having(look, ending) })).exitCode).toBe(exitCode);
    const asJson = await run(['status', 'photos', '--json'], { preparations: having(look, ending) });
    expect(asJson.exitCode).toBe(exitCode);
    expect(asJson.json()).toMatchObject({
      workflowId: 'prepare/photos',
      phase: { name: expect.any(String) },
    });
  });

  it('tells the end also where the worker has just said that it finished', async () => {
    const finished = { ...RUNNING, phase: { name: 'finished', outcome: 'rejected' } as const };
    const ran = await run(['status', 'photos', '--json'], {
      preparations: having({ status: finished }, REJECTED),
    });
    expect(ran.exitCode).toBe(4);
    expect(ran.json()).toMatchObject({ state: 'completed', result: { outcome: 'rejected' } });
  });

  it('says the message of a run that failed', async () => {
    const ending = new RunFailedError('InvalidInput', 'source.bucket is missing');
    const ran = await run(['status', 'photos'], { preparations: having({ state: 'failed' }, ending) });
    expect(ran.out).toContain('InvalidInput: source.bucket is missing');
  });

  it('takes a workflow ID, and repeats it in the commands', async () => {
    const status = { ...WAITING, workflowId: `odd id'; rm -rf /` };
    const ran = await run(['status', '--id', status.workflowId], { preparations: having({ status }) });
    expect(ran.out).toContain(String.raw`npx prep approve --id 'odd id'\''; rm -rf /' --approver`);
  });

  it('takes a name with a slash as a workflow ID', async () => {
    const looked: string[] = [];
    const preparations = having({ status: WAITING });
    const describeRun = preparations.describe.bind(preparations);
    preparations.describe = (workflowId) => {
      looked.push(workflowId);
      return describeRun(workflowId);
    };
    await run(['status', 'migrate/photos'], { preparations });
    await run(['status', 'photos'], { preparations });
    expect(new Set(looked)).toEqual(new Set(['migrate/photos', 'prepare/photos']));
  });

  it.each([[['status']], [['status', 'photos', '--id', 'x']], [['status', '']]])(
    'refuses %j',
    async (argv) => {
      expect((await run(argv)).exitCode).toBe(2);
    },
  );

  it('exits with 1 where there is none, or where nobody answers', async () => {
    const none = new FakePreparations();
    none.looks = [];
    expect(await run(['status', 'photos', '--json'], { preparations: none })).toMatchObject({ exitCode: 1 });
    const silent = having({ status: new CommandError('NoWorker', 'No worker answers.') });
    const ran = await run(['status', 'photos', '--json'], { preparations: silent });
    expect(ran.exitCode).toBe(1);
    expect(ran.json()).toEqual({ error: { type: 'NoWorker', message: 'No worker answers.' } });
    expect(silent.closed).toBe(1);
  });
});

describe('the status of a run that the server ended', () => {
  const ended = async (workflowId: string, type: string, input: unknown, lang = 'en') => {
    const state = type === 'Terminated' ? 'terminated' : 'timed out';
    const preparations = having({ state }, new RunFailedError(type, 'The run was ended.'));
    preparations.input = input;
    return run(['status', '--id', workflowId, '--lang', lang], { preparations });
  };

  it.each(['en', 'zh'])('says what may be left and which command cleans it up (%s)', async (lang) => {
    const ran = await ended('prepare/photos', 'Terminated', { source: { bucket: 'photos' } }, lang);
    expect(ran.exitCode).toBe(1);
    expect(ran.out).toMatchSnapshot();
  });

  it.each<[string, unknown, string]>([
    [
      'nightly-1',
      {
        source: { bucket: 'photos', prefix: '2024 a/', profile: 'beijing', accessKey: 'create' },
        destination: { bucket: 'archive' },
        ramUser: { name: 'mgw-archive' },
      },
      `npx prep revoke photos --user mgw-archive --destination archive --prefix '2024 a/' --source-key create --profile beijing --now --wait`,
    ],
    [
      'revoke/mgw-photos',
      { source: { bucket: 'photos' }, ramUser: { name: 'mgw-photos' } },
      'npx prep revoke photos --user mgw-photos --now --wait',
    ],
    [
      'rotate/mgw-photos',
      { source: { bucket: 'photos' }, ramUser: { name: 'mgw-photos' } },
      'npx prep rotate photos --user mgw-photos',
    ],
    [
      'rotate/mgw-archive',
      {
        source: { bucket: 'photos', prefix: '2024/' },
        destination: { bucket: 'archive' },
        ramUser: { name: 'mgw-archive' },
      },
      'npx prep rotate photos --user mgw-archive --destination archive --prefix 2024/',
    ],
    [
      'rotate/source/reader',
      { source: { bucket: 'photos', profile: 'beijing' }, ramUser: { name: 'mgw-photos' } },
      'npx prep rotate photos --source --source-key create --profile beijing --user mgw-photos',
    ],
    ['migrate/photos', { source: { bucket: 'photos' }, round: 2 }, 'npx prep migrate photos --round 2'],
    [
      'migrate/photos/2024',
      {
        source: { bucket: 'photos', accessKey: 'use' },
        preparation: { workflowId: 'prepare/photos/2024', runId: 'run-1' },
        overwrite: 'always',
        maxBandwidth: 500_000_000,
        maxFilesPerSecond: 100,
        rounds: { every: '6 hours' },
        verify: false,
      },
      "npx prep migrate photos --id migrate/photos/2024 --prepared prepare/photos/2024 --source-key use --overwrite always --max-bandwidth 500 --max-files 100 --every '6 hours' --no-verify",
    ],
  ])('names in the command what the run was about: %s', async (workflowId, input, command) => {
    const ran = await ended(workflowId, 'TimedOut', input);
    expect(ran.out).toContain(`clean up  ${command}\n`);
  });

  it.each([undefined, null, 'photos', { source: { bucket: 7 } }])(
    'names none for the input %j',
    async (input) => {
      const ran = await ended('prepare/photos', 'Terminated', input);
      expect(ran.out).toContain('It could not clean up.');
      expect(ran.out).not.toContain('npx prep revoke');
    },
  );

  it.each(['Terminated', 'TimedOut'])(
    'says that nothing is left where no worker worked on it (%s)',
    async (type) => {
      const preparations = having({ state: 'terminated' }, new RunFailedError(type, 'The run was ended.'));
      preparations.input = { source: { bucket: 'photos' } };
      preparations.worked = false;
      const ran = await run(['status', 'photos'], { preparations });
      expect(ran.out).toContain('No worker ever worked on it, so it has left nothing behind.');
      expect(ran.out).not.toMatch(/It may have left|clean up/);
    },
  );

  it('says nothing of the kind for an inventory, which creates nothing', async () => {
    const ran = await ended('inventory/photos', 'Terminated', { source: { bucket: 'photos' } });
    expect(ran.out).not.toContain('clean up');
  });

  it('says nothing of the kind for a run that failed, which has cleaned up', async () => {
    const preparations = having(
      { state: 'failed' },
      new RunFailedError('AlreadyPrepared', 'It is prepared.'),
    );
    const ran = await run(['status', 'photos'], { preparations });
    expect(ran.out).not.toContain('clean up');
  });
});
