import type {
  DecisionOutcome,
  FleetNews,
  Notification,
  NotificationEvent,
} from '../../contracts/runs/notification';
import type { Preparation } from '../../contracts/runs/preparation';
import type { Problem } from '../../contracts/credentials/provisioning';
import type { Phase, PreparationStatus } from '../../contracts/runs/status';
import type { ApprovalEvent } from '../../contracts/approval/approval';
import type { Said } from '../../presentation/words/phrase';
import { allSign } from '../../presentation/details/approval-in-words';
import { approvals } from '../../presentation/details/wording';

/** What a notification says beside the status of the run. */
export interface Occurrence {
  readonly event: NotificationEvent;
  /** Counts the notifications of a run, from 1. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly phase: Phase['name'];
  readonly destination: Pick<Preparation['destination'], 'bucket' | 'region'> | null;
  /** Null unless the plan waits for an approval. */
  readonly waits: { readonly deadline: string; readonly reminders: number } | null;
  readonly decision: DecisionOutcome | null;
  readonly problem: Problem | null;
  /** With `changed` alone. */
  readonly changes?: Said | undefined;
  /** Of a verification alone: what it came to. */
  readonly identical?: boolean | undefined;
  /** Of a fleet alone: what is new about its buckets. */
  readonly fleet?: FleetNews | undefined;
}

/** What of a status is in notifications. */
type Notified = Pick<PreparationStatus, 'workflowId' | 'runId' | 'bucket' | 'totals' | 'approval' | 'phase'>;

/** The notification of something that happened to a run, from its status. */
export function notificationOf(
  { event, number, at, phase, destination, waits, decision, problem, changes, identical, fleet }: Occurrence,
  { workflowId, runId, bucket, totals, approval, phase: now }: Notified,
): Notification {
  return {
    id: `${runId}-${number}`,
    event,
    at: new Date(at).toISOString(),
    workflowId,
    runId,
    bucket,
    destination: destination && { bucket: destination.bucket, region: destination.region },
    phase,
    totals,
    approval: approval && {
      planDigest: approval.planDigest,
      required: approval.required,
      approvals: approvals(approval),
      approvers: [
        ...approval.approvers,
        ...(approval.rules?.secondGroup?.counts === true ? approval.rules.secondGroup.approvers : []),
      ],
      signed: allSign(approval),
      commentRequired: approval.rules?.commentRequired === true,
      deadline: waits?.deadline ?? null,
      reminders: waits?.reminders ?? 0,
      decisions: approval.decisions.map((one) => ({
        decision: one.decision,
        approver: one.approver,
        comment: one.comment,
        at: one.at,
      })),
    },
    decision,
    changes,
    identical,
    fleet,
    parked:
      now.name === 'action required'
        ? { deadline: now.deadline ?? null, reminders: now.reminders ?? 0 }
        : undefined,
    problem: problem && { type: problem.type, message: problem.message, report: problem.report },
  };
}

/** What people are notified of at the approval gate; null for everything else. */
export function approvalNewsOf(
  happened: ApprovalEvent,
): { readonly event: NotificationEvent; readonly decision: DecisionOutcome | null } | null {
  switch (happened.kind) {
    case 'waiting':
    case 'reminder':
      return { event: happened.kind, decision: null };
    case 'escalated':
      return { event: 'escalation', decision: null };
    case 'closed':
      return happened.outcome === 'cancelled' ? null : { event: 'decision', decision: happened.outcome };
    case 'decision':
    case 'refused':
    case 'asked again':
      return null;
  }
}

/** The event that a new phase is; null where it is none. */
export function eventOf(phase: Phase): NotificationEvent | null {
  switch (phase.name) {
    case 'action required':
      return 'attention';
    case 'finished':
      return endOf(phase.outcome);
    case 'running':
    case 'waiting for approval':
    case 'waiting':
    case 'cleaning up':
      return null;
  }
}

/** Rejections and time-outs were notified as decisions. */
function endOf(outcome: string): NotificationEvent | null {
  if (outcome === 'prepared') {
    return 'done';
  }
  if (outcome.startsWith('migrated')) {
    return 'migrated';
  }
  if (outcome === 'cancelled') {
    return 'cancelled';
  }
  return outcome === 'failed' ? 'failed' : null;
}
