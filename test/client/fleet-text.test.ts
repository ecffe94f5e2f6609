import type { FleetState } from '../../client/fleets/fleet-state';
import { fleetText } from '../../client/fleets/fleet-text';
import { sayIn, wordsOf } from '../../presentation/words/words';

function textOf(state: 'running' | 'cancelled', more: Partial<FleetState> = {}): string {
  const fleet: FleetState = {
    name: 'summer',
    run: {
      workflowId: 'batch/summer',
      runId: 'r',
      type: 'prepareMigrations',
      state,
      startedAt: new Date(0),
      closedAt: null,
    },
    counts: { 'action required': 2, 'waiting for approval': 1, running: 1 },
    total: 4,
    members: [
      ...['albums', 'videos'].map((bucket) => ({ bucket, phase: 'action required' }) as const),
      { bucket: 'papers', phase: 'waiting for approval' },
      { bucket: 'scans', phase: 'running' },
    ],
    status: null,
    failure: null,
    ...more,
  };
  return fleetText(fleet, false, { words: wordsOf('en'), language: 'en', say: sayIn('en') }, Infinity);
}

it('says where to see what keeps a bucket, and that there are others to see', () => {
  expect(textOf('running')).toContain('What happened, and what to do about it: npx prep status albums');
  expect(textOf('running')).toContain('1 other needs no attention; --all shows it.');
});

it('says why nothing was started for a bucket that has another run, and where to see why others failed', () => {
  const failed = (bucket: string, problem: string) => ({ bucket, phase: 'failed', problem }) as const;
  const text = textOf('running', {
    counts: { failed: 3 },
    members: [
      failed('gone', 'ChildRunEnded'),
      failed('albums', 'OtherRunOpen'),
      failed('videos', 'ActionTimedOut'),
    ],
  });
  expect(text).toMatch(/^albums has an open run for another prefix .* See: npx prep status albums$/m);
  expect(text).toContain('What happened, and what to do about it: npx prep status videos');
});

it('lists those that wait for an approval, which needs somebody, and none that only run', () => {
  expect(textOf('running')).toMatch(/^papers +waiting for approval/m);
  expect(textOf('running')).not.toContain('scans');
});

it('resumes everything of a batch that runs with one command', () => {
  expect(textOf('running')).toContain('then: npx prep batch retry summer');
});

it('names the command of each preparation once the batch has ended, which takes no message any more', () => {
  expect(textOf('cancelled')).not.toContain('batch retry');
  expect(textOf('cancelled')).toContain('then: npx prep retry albums --by YOUR-NAME');
  expect(textOf('cancelled')).toContain('then: npx prep retry videos --by YOUR-NAME');
});
