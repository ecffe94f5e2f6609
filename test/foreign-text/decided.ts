import type { PreparationStatus } from '../../contracts/runs/status';
import { WAITING } from '../client/fake-preparations';

/** A plan that waits, with one of everything that people and clouds may have written by then. */
export const DECIDED: PreparationStatus = {
  ...WAITING,
  notices: ['a notice'],
  undelivered: ['a receiver'],
  // Few enough that nothing of the details is cut, whatever the texts are.
  steps: WAITING.steps.slice(0, 10),
  approval: {
    required: 2,
    approvers: ['li.wei'],
    decisions: [
      {
        decision: 'approve',
        approver: 'li.wei',
        comment: 'checked',
        at: '2026-05-01T08:00:00.000Z',
        via: 'signal',
        from: 'a laptop',
        proof: { kind: 'ssh signature', fingerprint: 'SHA256:li', signedAt: '2026-05-01T08:00:00.000Z' },
        principal: { type: 'jwt', name: 'li.wei', eventId: '4' },
      },
    ],
    planDigest: 'd'.repeat(64),
    plan: ['a line', 'another'],
    changes: [{ what: 'a', was: 'b', now: 'c' }],
    rules: {
      requester: 'zhao.lei',
      fourEyes: true,
      commentRequired: true,
      signers: ['li.wei'],
      signRejections: true,
      requirePrincipals: false,
      secondGroup: { approvers: ['wang.fang'], from: '2026-05-01T08:00:00.000Z', counts: false },
    },
  },
};
