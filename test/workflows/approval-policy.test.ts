import type { Decision, DecisionRequest } from '../../contracts/messages';
import { refusalOf, verdictOf, type ApprovalRecord } from '../../workflows/preparation/approval-policy';

const PLAN = 'a'.repeat(64);

function record(
  overrides: Partial<ApprovalRecord['terms']> = {},
  decisions: readonly Decision[] = [],
): ApprovalRecord {
  const terms = { approvers: [], required: 1, timeoutMs: 1000, remindEveryMs: 500, ...overrides };
  return { terms, planDigest: PLAN, decisions };
}

function request(overrides: Partial<DecisionRequest> = {}): DecisionRequest {
  return { decision: 'approve', approver: 'li.wei', comment: '', planDigest: undefined, ...overrides };
}

function decided(approver: string, decision: Decision['decision'] = 'approve'): Decision {
  return { decision, approver, comment: '', at: '2026-11-24T00:00:00.000Z', via: 'signal' };
}

describe('a decision about a plan', () => {
  it('counts from anybody where the configuration names nobody', () => {
    expect(refusalOf(request(), record())).toBeNull();
  });

  it('counts only from an approver where the configuration names some', () => {
    const named = record({ approvers: ['wang.fang'] });
    expect(refusalOf(request(), named)).toBe('li.wei is not among the approvers (wang.fang)');
    expect(refusalOf(request({ approver: 'wang.fang' }), named)).toBeNull();
  });

  it('is refused for another plan than the one that waits', () => {
    expect(refusalOf(request({ planDigest: 'b'.repeat(64) }), record())).toContain('it is for another plan');
    expect(refusalOf(request({ planDigest: PLAN }), record())).toBeNull();
  });

  it('counts once for each person', () => {
    expect(refusalOf(request(), record({ required: 2 }, [decided('li.wei')]))).toContain(
      'one person counts once',
    );
  });

  it('comes too late once the plan is decided', () => {
    expect(refusalOf(request({ approver: 'wang.fang' }), record({}, [decided('li.wei')]))).toBe(
      'this plan is decided already',
    );
  });
});

describe('the verdict', () => {
  it('is open until the required number has approved', () => {
    expect(verdictOf(record({ required: 2 }, [decided('li.wei')]))).toBe('open');
    expect(verdictOf(record({ required: 2 }, [decided('li.wei'), decided('wang.fang')]))).toBe('approved');
  });

  it('is a rejection as soon as one person rejects', () => {
    expect(verdictOf(record({ required: 2 }, [decided('li.wei'), decided('wang.fang', 'reject')]))).toBe(
      'rejected',
    );
  });
});
