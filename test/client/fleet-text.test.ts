import type { FleetState } from '../../client/fleets/fleet-state';
import { fleetText } from '../../client/fleets/fleet-text';
import { sayIn, wordsOf } from '../../presentation/words/words';

function textOf(state: 'running' | 'cancelled'): string {
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
    counts: { 'action required': 2 },
    total: 2,
    members: ['albums', 'videos'].map((bucket) => ({ bucket, phase: 'action required' })),
    status: null,
    failure: null,
  };
  return fleetText(fleet, false, { words: wordsOf('en'), language: 'en', say: sayIn('en') });
}

it('resumes everything of a batch that runs with one command', () => {
  expect(textOf('running')).toContain('then: npx prep batch retry summer');
});

it('names the command of each preparation once the batch has ended, which takes no message any more', () => {
  expect(textOf('cancelled')).not.toContain('batch retry');
  expect(textOf('cancelled')).toContain('then: npx prep retry albums --by YOUR-NAME');
  expect(textOf('cancelled')).toContain('then: npx prep retry videos --by YOUR-NAME');
});
