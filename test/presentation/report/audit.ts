import type { ApprovalAudit } from '../../../contracts/approval/approval';
import { phrase } from '../../../presentation/words/words';

const NOT_UNDERSTOOD = phrase('approval.notUnderstood', {
  name: 'decide',
  problems: [{ path: 'approver', problem: phrase('input.missing') }],
  example: '{ "approver": "YOUR-NAME" }',
});
const PLAN = 'd'.repeat(64);

/** A wait for approval in which everything happens that can happen. */
export const AUDIT: ApprovalAudit = {
  workflowId: 'prepare/photos',
  runId: 'run-1',
  requester: 'zhao.lei',
  omitted: 3,
  events: [
    {
      kind: 'waiting',
      at: '2026-05-01T08:00:00.000Z',
      planDigest: PLAN,
      deadline: '2026-05-04T08:00:00.000Z',
      required: 2,
      approvers: ['li.wei', 'wang.fang'],
    },
    {
      kind: 'refused',
      at: '2026-05-01T09:00:00.000Z',
      planDigest: PLAN,
      refusal: {
        wanted: 'approve',
        approver: 'li.wei',
        via: 'signal',
        from: 'li.wei@laptop (prep)',
        reason: phrase('approval.mustSign', { approver: 'li.wei', command: 'npx prep approve photos' }),
      },
    },
    {
      kind: 'refused',
      at: '2026-05-01T09:01:00.000Z',
      planDigest: null,
      refusal: { wanted: 'reject', approver: null, via: 'update', reason: NOT_UNDERSTOOD },
    },
    {
      kind: 'reminder',
      at: '2026-05-01T16:00:00.000Z',
      planDigest: PLAN,
      number: 1,
      missing: 2,
      deadline: '2026-05-04T08:00:00.000Z',
    },
    { kind: 'escalated', at: '2026-05-02T08:00:00.000Z', planDigest: PLAN, approvers: ['chen.jie'] },
    {
      kind: 'decision',
      at: '2026-05-02T09:00:00.000Z',
      planDigest: PLAN,
      approvals: 1,
      required: 2,
      decision: {
        decision: 'approve',
        approver: 'li.wei',
        comment: 'checked',
        at: '2026-05-02T09:00:00.000Z',
        via: 'update',
        from: 'li.wei@laptop (prep)',
        proof: { kind: 'ssh signature', fingerprint: 'SHA256:li', signedAt: '2026-05-02T08:59:58.000Z' },
        principal: null,
      },
    },
    {
      kind: 'asked again',
      at: '2026-05-02T10:00:00.000Z',
      planDigest: PLAN,
      changes: [{ what: 'credentials.recipients', was: '["age1a"]', now: '["age1b"]' }],
    },
    { kind: 'closed', at: '2026-05-02T11:00:00.000Z', planDigest: PLAN, outcome: 'approved' },
  ],
};
