import type { DecisionOutcome, Notification, NotificationEvent } from '../../contracts/notification';
import type { Preparation } from '../../contracts/preparation';
import type { Problem } from '../../contracts/provisioning';
import type { Phase, PreparationStatus } from '../../contracts/status';
import { approvals } from './wording';

/** What is told of a run beside what its status says. */
export interface Occurrence {
  readonly event: NotificationEvent;
  /** Counts the notifications of a run, from 1. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly destination: Preparation['destination'] | null;
  readonly decision: DecisionOutcome | null;
  readonly problem: Problem | null;
}

/** The notification of something that happened to a run, from its status. */
export function notificationOf(
  { event, number, at, destination, decision, problem }: Occurrence,
  { workflowId, runId, bucket, phase, totals, approval }: PreparationStatus,
): Notification {
  const waiting = phase.name === 'waiting for approval' ? phase : null;
  return {
    id: `${runId}-${number}`,
    event,
    at: new Date(at).toISOString(),
    workflowId,
    runId,
    bucket,
    destination: destination && { bucket: destination.bucket, region: destination.region },
    phase: phase.name,
    totals,
    approval: approval && {
      planDigest: approval.planDigest,
      required: approval.required,
      approvals: approvals(approval),
      deadline: waiting?.deadline ?? null,
      reminders: waiting?.reminders ?? 0,
      decisions: approval.decisions.map((one) => ({
        decision: one.decision,
        approver: one.approver,
        comment: one.comment,
        at: one.at,
      })),
    },
    decision,
    problem: problem && { type: problem.type, message: problem.message },
  };
}

/** The event that a new phase is; null where it is none. How an approval ended is told by who waited for it. */
export function eventOf(phase: Phase): NotificationEvent | null {
  switch (phase.name) {
    case 'waiting for approval':
      return phase.reminders === 0 ? 'waiting' : 'reminder';
    case 'needs attention':
      return 'attention';
    case 'finished':
      return endOf(phase.outcome);
    case 'running':
    case 'cleaning up':
      return null;
  }
}

/** Rejections and time-outs have been told as decisions. */
function endOf(outcome: string): NotificationEvent | null {
  if (outcome === 'prepared') {
    return 'done';
  }
  if (outcome === 'cancelled') {
    return 'cancelled';
  }
  return outcome.startsWith('failed') ? 'failed' : null;
}
