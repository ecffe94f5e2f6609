import { CommandError, type CommandErrorType } from '../../client/command-error';
import type { FleetPage } from '../../contracts/runs/fleet';
import { plansDigest } from '../../contracts/runs/fleet-digest';
import { preparationWorkflowId } from '../../contracts/names';
import { planDigest, type FrozenPlan, type Plan } from '../../contracts/runs/plan';
import type { PreparationStatus } from '../../contracts/runs/status';
import { approved } from '../provisioning/preparation';
import { FakePreparations, RUNNING, WAITING } from './fake-preparations';
import { run } from './run-command';

const BUCKETS = ['photos-1', 'photos-2', 'photos-3'];

function frozenOf(workflowId: string): FrozenPlan {
  const plan = { ...approved().plan.plan, workflowId };
  return { plan, digest: planDigest(plan) };
}

/** A fleet whose plans all wait, and one of whose runs answers otherwise than a preparation does. */
class FakeFleet extends FakePreparations {
  answerOf: Readonly<Record<string, () => unknown>> = {};
  planOf: Readonly<Record<string, FrozenPlan>> = {};

  constructor(readonly buckets: readonly string[] = BUCKETS) {
    super();
  }

  override async describe(workflowId: string) {
    const described = await super.describe(workflowId);
    return workflowId.startsWith('batch/') ? { ...described, type: 'prepareMigrations' } : described;
  }

  override async fleet(): Promise<FleetPage> {
    const members = this.buckets.map((bucket) => ({ bucket, phase: 'waiting for approval' as const }));
    const total = members.length;
    return { counts: { 'waiting for approval': total }, total, page: 1, pages: 1, members, status: RUNNING };
  }

  override async status(workflowId = '') {
    const answer = this.answerOf[workflowId];
    if (answer !== undefined) {
      return answer() as PreparationStatus;
    }
    const { approval } = WAITING;
    const { digest } = frozenOf(workflowId);
    return { ...WAITING, workflowId, approval: approval && { ...approval, planDigest: digest } };
  }

  override async plan(workflowId = '') {
    return this.planOf[workflowId] ?? frozenOf(workflowId);
  }
}

function failing(type: CommandErrorType) {
  return () => {
    throw new CommandError(type, 'It does not answer.');
  };
}

const ODD = preparationWorkflowId('photos-2');
const OTHERS = ['photos-1', 'photos-3'];
const listed = (buckets: readonly string[]) =>
  buckets.map((bucket) => `${bucket} ${frozenOf(preparationWorkflowId(bucket)).digest}`).join('\n');

const ANSWERS: [string, () => unknown][] = [
  ['nothing', () => null],
  ['anything', () => ({})],
  ['a status without its plan', () => ({ ...WAITING, approval: {} })],
  ['nothing, as it knows no such question', failing('InvalidInput')],
  ['nothing, as its workflow tasks fail', failing('WorkflowTaskFailed')],
  ['nothing, as it is on another task queue', failing('WrongTaskQueue')],
  ['what cannot be decrypted', failing('PayloadNotReadable')],
  ['nothing in time', failing('NoAnswer')],
];

describe.each(ANSWERS)('a batch with a run that answers %s', (_, answer) => {
  function fleet(): FakeFleet {
    return Object.assign(new FakeFleet(), { answerOf: { [ODD]: answer } });
  }

  it('decides about the other plans of a list, and says so of that one', async () => {
    const ran = await run(['batch', 'approve', 'photos', '--approver', 'li.wei', '--plans', '-', '--json'], {
      preparations: fleet(),
      stdin: listed(BUCKETS),
    });
    expect([ran.exitCode, ran.json()]).toMatchObject([1, { counted: 2, notAnswered: 1 }]);
    const { plans } = ran.json() as { plans: { bucket: string; outcome: string; message: string }[] };
    expect(plans.map(({ outcome }) => outcome)).toEqual(['counted', 'not answered', 'counted']);
    expect(plans[1]?.message).not.toBe('');
  });

  it('shows the other plans, and says which one is left out', async () => {
    const ran = await run(['batch', 'plans', 'photos', '--json'], { preparations: fleet() });
    const { plans } = ran.json() as { plans: { bucket: string }[] };
    expect([ran.exitCode, plans.map(({ bucket }) => bucket)]).toEqual([0, OTHERS]);
    expect(ran.error).toContain('The plan of photos-2 cannot be shown');
  });
});

it('leaves out a plan that is none, though its digest is right', async () => {
  const plan = { workflowId: ODD } as Plan;
  const digest = planDigest(plan);
  const preparations = Object.assign(new FakeFleet(), {
    answerOf: {
      [ODD]: () => ({
        ...WAITING,
        approval: WAITING.approval && { ...WAITING.approval, planDigest: digest },
      }),
    },
    planOf: { [ODD]: { plan, digest } },
  });
  const shown = OTHERS.map((bucket) => {
    const workflowId = preparationWorkflowId(bucket);
    return { workflowId, planDigest: frozenOf(workflowId).digest };
  });
  const ran = await run(
    ['batch', 'approve', 'photos', '--approver', 'li.wei', '--digest', plansDigest(shown), '--json'],
    { preparations },
  );
  expect([ran.exitCode, ran.json()]).toMatchObject([0, { counted: 2 }]);
  expect(ran.error).toContain('The plan of photos-2 cannot be shown');
});

it.each<CommandErrorType>(['TemporalUnreachable', 'TemporalBusy', 'NoWorker'])(
  'ends at once if no run can be asked: %s',
  async (type) => {
    const preparations = Object.assign(new FakeFleet(), { answerOf: { [ODD]: failing(type) } });
    for (const argv of [
      ['plans', 'photos', '--json'],
      ['approve', 'photos', '--approver', 'li.wei', '--plans', '-', '--json'],
    ]) {
      const ran = await run(['batch', ...argv], { preparations, stdin: listed(['photos-2']) });
      expect([ran.exitCode, ran.json()]).toMatchObject([1, { error: { type } }]);
    }
  },
);

it('ends when one run after the other does not answer', async () => {
  const many = Array.from({ length: 40 }, (_, at) => `photos-${at}`);
  const asked: unknown[] = [];
  const preparations = new FakeFleet(many);
  preparations.status = async (workflowId) => {
    asked.push(workflowId);
    throw new CommandError('NoAnswer', 'It does not answer.');
  };
  for (const argv of [
    ['plans', 'photos', '--json'],
    ['approve', 'photos', '--approver', 'li.wei', '--plans', '-', '--json'],
  ]) {
    asked.length = 0;
    const ran = await run(['batch', ...argv], { preparations, stdin: listed(many) });
    expect([ran.exitCode, ran.json()]).toMatchObject([1, { error: { type: 'NoAnswer' } }]);
    expect(asked.length).toBeLessThan(many.length / 2);
  }
});

it('asks for the passphrase of a key once if it cannot sign', async () => {
  const preparations = new FakeFleet();
  let asked = 0;
  const ran = await run(
    ['batch', 'approve', 'photos', '--approver', 'li.wei', '--plans', '-', '--key', 'id', '--json'],
    {
      preparations,
      stdin: listed(BUCKETS),
      sign: async () => {
        asked += 1;
        throw new CommandError('SigningFailed', 'No.');
      },
    },
  );
  expect([asked, ran.json()]).toMatchObject([1, { error: { type: 'SigningFailed' } }]);
});
