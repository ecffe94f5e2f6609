import { expect, it } from '@jest/globals';
import type { FleetPage, FleetQuestion, Member, PhaseCounts } from '../../contracts/runs/fleet';
import { FakePreparations, RUNNING } from './fake-preparations';
import { run } from './run-command';

const PAGES = 3;

/** A fleet of three pages, whose preparations work until it was asked a number of times. */
class LargeFleet extends FakePreparations {
  readonly asked: number[] = [];
  #looks = 0;

  constructor() {
    super();
    this.looks = [{ type: 'prepareMigrations' }];
  }

  override async fleet(_workflowId = '', { page = 1 }: FleetQuestion = {}): Promise<FleetPage> {
    this.asked.push(page);
    this.#looks += page === 1 ? 1 : 0;
    const phase = this.#looks < 5 ? 'running' : 'waiting for approval';
    const counts: PhaseCounts = { [phase]: PAGES };
    const members: Member[] = [{ bucket: `photos-${page}`, phase }];
    return { counts, total: PAGES, page, pages: PAGES, members, status: RUNNING };
  }
}

it('asks a large batch for all of its buckets once it waits for people, and not with every look', async () => {
  const preparations = new LargeFleet();
  const { exitCode, json } = await run(['batch', 'watch', 'photos', '--json'], { preparations });
  expect(preparations.asked).toEqual([1, 1, 1, 1, 1, 1, 2, 3]);
  expect(exitCode).toBe(3);
  expect((json() as { members: Member[] }).members).toHaveLength(PAGES);
});
