import type { WatchRequest } from '../../provisioning/fleet/watch-members';
import type { FleetRun } from '../../workflows/fleet/fleet-run';
import { Members } from '../../workflows/fleet/members';
import { watchOnce } from '../../workflows/fleet/watch-once';

const mockRequests: WatchRequest[] = [];

jest.mock('@temporalio/workflow', () => {
  class CancellationScope {
    static readonly current = () => ({ consideredCancelled: false });
    readonly run = (work: () => unknown) => work();
  }
  return { ...jest.requireActual<object>('@temporalio/workflow'), CancellationScope };
});
jest.mock('../../workflows/run/step-activities', () => ({
  watchActivities: () => ({
    watchMembers: async (request: WatchRequest) => {
      mockRequests.push(request);
      return [];
    },
  }),
}));

const QUIET_MS = 3_600_000;

/** A fleet of which the first bucket works, and so many others wait for an approval. */
function fleetWith(waiting: number): FleetRun {
  const members = Members.of(Array.from({ length: waiting + 1 }, (_, at) => `photos-${at}`));
  members.started(0);
  for (let at = 1; at <= waiting; at++) {
    members.saw({ at, phase: 'waiting for approval', events: 1 });
  }
  let turn = 0;
  const run = {
    members,
    quietMs: QUIET_MS,
    turn: (count: number) => (turn += count) - count,
    say: () => '',
    watching: () => undefined,
    saw: () => undefined,
    publish: () => undefined,
  };
  return run as unknown as FleetRun;
}

describe('what a fleet looks at while a preparation works for hours', () => {
  beforeEach(() => mockRequests.splice(0));

  it('is every one that waits for people, some at a time, within minutes', async () => {
    const run = fleetWith(300);
    for (let turn = 0; turn < 10; turn++) {
      await watchOnce(run, 20);
    }
    const seen = new Set(mockRequests.flatMap(({ members }) => members.map(([at]) => at)));
    expect(seen.size).toBe(301);
    expect(mockRequests.reduce((sum, { waitMs }) => sum + waitMs, 0)).toBeLessThanOrEqual(5 * 60_000);
  });

  it('is all of them together, without haste, if they are few', async () => {
    await watchOnce(fleetWith(20), 20);
    const asked = mockRequests.map(({ members, waitMs }) => [members.length, waitMs]);
    expect(asked).toEqual([[21, 600_000]]);
  });
});
