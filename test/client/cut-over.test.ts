import type { PreparationStatus } from '../../contracts/runs/status';
import { englishLeft } from '../english-left';
import { FakePreparations, PARKED, RUNNING, WAITING } from './fake-preparations';
import { run } from './run-command';

const NEXT_ROUND = {
  name: 'waiting',
  for: 'round 3 of the migration',
  until: '2026-05-04T08:00:00.000Z',
  nextAction: 'Send the signal cutOver.',
  person: false,
} as const;

/** A migration with two rounds behind it, one of which was repaired. */
const BETWEEN_ROUNDS: PreparationStatus = {
  ...RUNNING,
  workflowId: 'migrate/photos',
  phase: NEXT_ROUND,
  rounds: [
    { round: 1, number: 0, copied: '1200', failed: '3' },
    { round: 1, number: 1, copied: '3', failed: '0' },
    { round: 2, number: 0, copied: '7', failed: '0' },
  ],
  cutOver: null,
};

function open(status: PreparationStatus): FakePreparations {
  const preparations = new FakePreparations();
  preparations.looks = [{ state: 'running', status }];
  return preparations;
}

const cutOver = (preparations: FakePreparations, ...more: string[]) =>
  run(['cut-over', 'photos', '--by', 'li.wei', ...more], { preparations });

describe('prep cut-over', () => {
  it('requests it, and says what ends, what comes next and how it is approved', async () => {
    const preparations = open(BETWEEN_ROUNDS);
    const { exitCode, out } = await cutOver(preparations);
    expect(exitCode).toBe(0);
    expect(preparations.updates).toEqual([
      { workflowId: 'migrate/photos', name: 'requestCutOver', payload: { by: 'li.wei' } },
    ]);
    expect(out).toContain('no other starts until the cut-over is decided');
    expect(out).toContain('stop everything that writes to KS3 bucket photos');
    expect(out).toContain('npx prep approve --id migrate/photos --approver YOUR-NAME');
    expect(out).toContain('npx prep reject --id migrate/photos');
    expect(out).toContain('npx prep watch --id migrate/photos');
  });

  it('names who asks, whom four eyes let not approve it: without a name nothing is sent', async () => {
    const preparations = open(BETWEEN_ROUNDS);
    const unnamed = await run(['cut-over', 'photos'], { preparations });
    expect([unnamed.exitCode, preparations.updates]).toEqual([2, []]);
    expect(unnamed.error).toContain('--by');
    const placeholder = await run(['cut-over', 'photos', '--by', 'YOUR-NAME'], { preparations });
    expect([placeholder.exitCode, preparations.updates]).toEqual([2, []]);
  });

  it('names the options that the approval needs', async () => {
    const { approval } = WAITING;
    const rules = { ...approval?.rules, commentRequired: true };
    const waits = { ...BETWEEN_ROUNDS, approval: { ...approval, rules } } as PreparationStatus;
    expect((await cutOver(open(waits))).out).toContain('--approver YOUR-NAME --comment');
  });

  it('answers with one JSON object', async () => {
    const { json, exitCode } = await cutOver(open(BETWEEN_ROUNDS), '--json');
    expect(exitCode).toBe(0);
    expect(json()).toMatchObject({ workflowId: 'migrate/photos', accepted: true, message: 'it begins' });
  });

  const requested = { ...BETWEEN_ROUNDS, cutOver: { state: 'requested', by: 'li.wei' } } as const;
  const waiting = { ...BETWEEN_ROUNDS, cutOver: { state: 'waiting for approval', by: 'li.wei' } } as const;
  const approved = { ...BETWEEN_ROUNDS, cutOver: { state: 'approved', by: 'li.wei' } } as const;
  const once = {
    ...BETWEEN_ROUNDS,
    steps: [{ name: 'validate', title: 'Validate', state: 'done', note: '' }],
    rounds: undefined,
    cutOver: undefined,
  } as const;

  it.each<[PreparationStatus, string, number, string]>([
    [requested, 'AlreadyRequested', 1, 'by li.wei already'],
    [waiting, 'AlreadyRequested', 3, 'npx prep approve --id migrate/photos --approver YOUR-NAME'],
    [approved, 'AlreadyRequested', 1, 'npx prep watch --id migrate/photos'],
    [once, 'NoRounds', 1, 'npx prep migrate photos --round 2 --every "6 hours"'],
  ])('sends nothing where it cannot be requested: %#', async (status, type, exitCode, word) => {
    const preparations = open(status);
    const ran = await cutOver(preparations);
    expect([ran.exitCode, preparations.updates]).toEqual([exitCode, []]);
    expect(ran.error).toContain(word);
    const again = await cutOver(open(status), '--json', '--lang', 'zh');
    expect([again.exitCode, again.json().error.type]).toEqual([exitCode, type]);
    expect(englishLeft(again.json().error.message.replace(/npx prep [^。]+/, ''))).toEqual([]);
  });

  it('lets a run that has not read its input judge for itself', async () => {
    const preparations = open({ ...once, steps: [] });
    expect((await cutOver(preparations)).exitCode).toBe(0);
    expect(preparations.updates).toHaveLength(1);
  });

  it('sends nothing to a run that has ended, and says where its result is', async () => {
    const preparations = new FakePreparations();
    preparations.looks = [{ state: 'completed' }];
    preparations.ending = { outcome: 'migrated' };
    const { exitCode, error } = await cutOver(preparations);
    expect([exitCode, preparations.updates]).toEqual([1, []]);
    expect(error).toContain('npx prep status --id migrate/photos');
  });

  it.each([[[]], [['photos', '--id', 'migrate/photos']]])('asks for one name: %j', async (argv) => {
    const { exitCode, error } = await run(['cut-over', ...argv, '--by', 'li.wei']);
    expect([exitCode, error.includes('--id')]).toEqual([2, true]);
  });
});

describe('the status of a migration with rounds', () => {
  const status = (found: PreparationStatus) =>
    run(['status', '--id', 'migrate/photos'], { preparations: open(found) });

  it('shows what each round copied, and the command for the cut-over', async () => {
    const { out } = await status(BETWEEN_ROUNDS);
    expect(out).toMatch(/Round 1 +1,200 copied, 3 failed/);
    expect(out).toMatch(/Round 1, repair 1 +3 copied$/m);
    expect(out).toMatch(/Round 2 +7 copied$/m);
    expect(out).toMatch(/Cut-over +not requested/);
    expect(out).toMatch(/cut over +npx prep cut-over photos --by YOUR-NAME/);
  });

  it('shows how far the cut-over is instead of the command', async () => {
    const { out } = await status({ ...BETWEEN_ROUNDS, cutOver: { state: 'requested', by: 'li.wei' } });
    expect(out).toMatch(/Cut-over +requested by li\.wei; its approval is asked for/);
    expect(out).not.toContain('npx prep cut-over');
  });

  it('has none of it without rounds', async () => {
    const { out } = await status({ ...PARKED, workflowId: 'migrate/photos' });
    expect(out).not.toMatch(/Round|[Cc]ut-over/);
  });

  it('is followed line by line', async () => {
    const preparations = new FakePreparations();
    const cutOverOf = (state: 'requested' | 'approved'): PreparationStatus => ({
      ...BETWEEN_ROUNDS,
      cutOver: { state, by: 'li.wei' },
    });
    preparations.looks = [
      { status: BETWEEN_ROUNDS },
      { status: cutOverOf('requested') },
      { status: cutOverOf('requested') },
      { status: cutOverOf('approved') },
      { state: 'completed' },
    ];
    preparations.ending = { outcome: 'migrated', summary: 'Migrated.' };
    const { out } = await run(['watch', '--id', 'migrate/photos'], { preparations });
    expect(out.match(/^Cut-over.*/gm)).toEqual([
      expect.stringMatching(/requested by li\.wei/),
      expect.stringMatching(/approved, requested by li\.wei/),
    ]);
  });
});
