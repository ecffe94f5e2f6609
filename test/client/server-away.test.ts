import { CommandError } from '../../client/command-error';
import { RunFailedError, type RunState } from '../../client/runs/preparations';
import { phrase } from '../../presentation/words/words';
import { FakePreparations } from './fake-preparations';
import { run } from './run-command';

const COUNTED = { counts: { 'waiting for approval': 1 }, total: 1, page: 1, pages: 1, members: [] };

/** Runs on a server that does not answer the first questions about them. */
class ServerAway extends FakePreparations {
  #away: number;

  constructor(away: number) {
    super();
    this.#away = away;
    this.looks = [{}, { state: 'completed' }];
    this.ending = new RunFailedError('Ks3AccessDenied', 'The run has ended.');
  }

  override async describe(workflowId: string): Promise<RunState> {
    if (this.#away > 0) {
      this.#away -= 1;
      throw new CommandError('TemporalUnreachable', phrase('command.serverSilent'));
    }
    const found = await super.describe(workflowId);
    return { ...found, type: workflowId.startsWith('batch/') ? 'prepareMigrations' : found.type };
  }

  override async fleet(): Promise<never> {
    return { ...COUNTED, status: { phase: { name: 'running', step: 'prepare' } } } as never;
  }
}

describe('a command that follows a run while the server is away', () => {
  it.each([
    [['inventory', 'photos'], /prep: The run has ended\.\n$/],
    [['verify', 'photos'], /prep: The run has ended\.\n$/],
    [['batch', 'start', 'wave', '--match', 'photos-*', '--wait'], /^$/],
  ])('goes on once it answers again: prep %j', async (argv, error) => {
    const ran = await run(argv, { preparations: new ServerAway(20) });
    expect(ran.error).toMatch(error);
  });

  it.each([
    [['inventory', 'photos'], 300],
    [['batch', 'start', 'wave', '--match', 'photos-*', '--wait'], 150],
  ])('gives up after five minutes: prep %j', async (argv, times) => {
    let pauses = 0;
    const ran = await run(argv, { preparations: new ServerAway(1000), onPause: () => (pauses += 1) });
    expect(ran).toMatchObject({ exitCode: 1, error: expect.stringContaining('no longer answers') });
    expect(pauses).toBe(times);
  });

  it('says so once', async () => {
    const { error } = await run(['inventory', 'photos'], { preparations: new ServerAway(5) });
    expect(error.match(/still watching/g)).toHaveLength(1);
  });
});
