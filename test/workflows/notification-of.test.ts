import type { ApprovalEvent } from '../../contracts/approval/approval';
import type { PreparationStatus } from '../../contracts/runs/status';
import { notificationOf, approvalNewsOf } from '../../workflows/run/notification-of';

const about = { at: '2026-11-24T05:01:37.514Z', planDigest: 'd'.repeat(64) };

it.each<[ApprovalEvent, ReturnType<typeof approvalNewsOf>]>([
  [
    { ...about, kind: 'waiting', deadline: about.at, required: 1, approvers: [] },
    { event: 'waiting', decision: null },
  ],
  [
    { ...about, kind: 'reminder', number: 1, missing: 1, deadline: about.at },
    { event: 'reminder', decision: null },
  ],
  [
    { ...about, kind: 'escalated', approvers: ['chen.jie'] },
    { event: 'escalation', decision: null },
  ],
  [
    { ...about, kind: 'closed', outcome: 'timed out' },
    { event: 'decision', decision: 'timed out' },
  ],
  [{ ...about, kind: 'closed', outcome: 'cancelled' }, null],
  [{ ...about, kind: 'asked again', changes: [] }, null],
])('what happens at the gate is told once: %j', (happened, telling) => {
  expect(approvalNewsOf(happened)).toEqual(telling);
});

describe('the notification of an escalation', () => {
  const approval: NonNullable<PreparationStatus['approval']> = {
    required: 1,
    approvers: ['li.wei'],
    decisions: [],
    planDigest: about.planDigest,
    plan: [],
    rules: {
      requester: null,
      fourEyes: false,
      commentRequired: true,
      signers: ['li.wei', 'chen.jie'],
      signRejections: false,
      requirePrincipals: false,
      secondGroup: { approvers: ['chen.jie'], from: about.at, counts: true },
    },
  };
  const status: PreparationStatus = {
    workflowId: 'prepare/photos',
    runId: 'run',
    bucket: 'photos',
    phase: { name: 'waiting for approval', deadline: about.at, reminders: 2 },
    steps: [],
    totals: null,
    approval,
    nextAction: null,
    notices: [],
    undelivered: [],
  };
  const told = (of: PreparationStatus) =>
    notificationOf(
      {
        event: 'escalation',
        number: 3,
        at: Date.parse(about.at),
        phase: 'waiting for approval',
        destination: null,
        waits: { deadline: about.at, reminders: 2 },
        decision: null,
        problem: null,
      },
      of,
    ).approval;

  it('names everybody who may approve by now, and how', () => {
    expect(told(status)).toMatchObject({
      approvers: ['li.wei', 'chen.jie'],
      signed: true,
      commentRequired: true,
      deadline: about.at,
      reminders: 2,
    });
  });

  it('leaves the second group out before its time', () => {
    const secondGroup = { approvers: ['chen.jie'], from: about.at, counts: false };
    const early = { ...approval, rules: { ...approval.rules, secondGroup } };
    expect(told({ ...status, approval: early })?.approvers).toEqual(['li.wei']);
  });
});
