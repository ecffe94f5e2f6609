import type { ApprovalEvent } from '../../contracts/approval/approval';
import { ApprovalTrail } from '../../workflows/approval/approval-trail';

jest.mock('@temporalio/workflow', () => ({
  workflowInfo: () => ({ workflowId: 'prepare/photos', runId: 'run-1' }),
}));

const PLAN = { planDigest: 'a'.repeat(64) };

function remind(trail: ApprovalTrail, number: number): void {
  trail.happened({ kind: 'reminder', ...PLAN, number, missing: 1, deadline: '' });
}

describe('the trail of an approval', () => {
  it('tells whoever subscribed of everything, when it happens', () => {
    const trail = new ApprovalTrail();
    const told: ApprovalEvent[] = [];
    trail.subscribe((event) => told.push(event));
    remind(trail, 1);
    trail.happened({ kind: 'closed', ...PLAN, outcome: 'approved' });
    expect(told.map(({ kind }) => kind)).toEqual(['reminder', 'closed']);
    expect(told).toEqual(trail.audit(null).events);
  });

  it('keeps what matters however much there is of something else, and says what it left out', () => {
    const trail = new ApprovalTrail();
    trail.happened({ kind: 'escalated', ...PLAN, approvers: ['chen.jie'] });
    for (let number = 1; number <= 200; number++) {
      remind(trail, number);
    }
    trail.happened({ kind: 'closed', ...PLAN, outcome: 'timed out' });
    const { events, omitted } = trail.audit(null);
    const reminders = events.flatMap((event) => (event.kind === 'reminder' ? [event.number] : []));
    expect(omitted).toBe(150);
    expect([reminders[0], reminders[1], reminders.at(-1)]).toEqual([1, 152, 200]);
    expect([events[0]?.kind, events.at(-1)?.kind]).toEqual(['escalated', 'closed']);
  });
});
