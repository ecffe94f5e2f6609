import { problemIn } from '../../contracts/prep-error';
import type { PhaseCounts } from '../../contracts/runs/fleet';
import { preparationWorkflowId } from '../../contracts/names';
import type { NotificationEvent } from '../../contracts/runs/notification';
import { runPage } from '../../contracts/runs/web-ui';
import type { Language } from '../words/language';
import { say } from '../words/words';
import { commandsFor, comparedNothing, type Announcement, type CommandName } from './announcement';
import { messageOf } from './message';

/**
 * What a `webhook` receiver gets, documented in docs/notifications.md. Members may be added under the same version; one
 * that changes its meaning or goes away raises it.
 */
export interface WebhookDocument {
  readonly version: 1;
  readonly id: string;
  readonly event: NotificationEvent | 'test';
  /** ISO time at which it happened. */
  readonly at: string;
  readonly namespace: string;
  readonly workflowId: string;
  readonly runId: string;
  readonly bucket: string;
  readonly destination: { readonly bucket: string; readonly region: string } | null;
  readonly phase: string;
  readonly totals: { readonly objects: string; readonly bytes: string } | null;
  readonly planDigest: string | null;
  /** ISO time at which an approval, or the wait for an action, ends. */
  readonly deadline: string | null;
  /** Of what the run waits for, this one included. */
  readonly reminders: number;
  readonly approval: {
    readonly required: number;
    /** Who may approve by now; empty for anybody. */
    readonly approvers: readonly string[];
    readonly approvals: number;
    readonly reminders: number;
    readonly decisions: readonly {
      readonly decision: 'approve' | 'reject';
      readonly approver: string;
      readonly comment: string;
      readonly at: string;
    }[];
  } | null;
  readonly decision: 'approved' | 'rejected' | 'timed out' | null;
  readonly problem: { readonly type: string; readonly message: string } | null;
  /** With `changed` alone: what differs from the last run and from the approved plan. */
  readonly changes: string | null;
  /** With `changed` of a verification alone: whether both sides are identical; null if no object was compared. */
  readonly identical: boolean | null;
  /** What a fleet tells of many preparations at once; `bucket` is its name then. */
  readonly fleet: {
    readonly counts: PhaseCounts;
    readonly total: number;
    /** Buckets that now are as the event says. */
    readonly count: number;
    /** Those of them that no earlier message was about; with `reminder` all. */
    readonly news: number;
    /** The first ten of them. */
    readonly buckets: readonly {
      readonly bucket: string;
      readonly workflowId: string;
      readonly link: string | null;
    }[];
  } | null;
  /** Page of the run in the Web UI. */
  readonly link: string | null;
  /** What to do now, exactly as it is pasted. */
  readonly commands: Readonly<Partial<Record<CommandName, string>>>;
  /** One line for people. */
  readonly summary: string;
}

export function webhookDocument(announcement: Announcement, language: Language): WebhookDocument {
  const { notification, namespace, page } = announcement;
  const { id, event, at, workflowId, runId, bucket, destination, phase, totals } = notification;
  const { approval, decision, problem, changes, identical } = notification;
  return {
    version: 1,
    id,
    event,
    at,
    namespace,
    workflowId,
    runId,
    bucket,
    destination,
    phase,
    totals,
    planDigest: approval?.planDigest ?? null,
    deadline: notification.parked?.deadline ?? approval?.deadline ?? null,
    reminders: notification.parked?.reminders ?? approval?.reminders ?? 0,
    approval: approval && {
      required: approval.required,
      approvers: approval.approvers,
      approvals: approval.approvals,
      reminders: approval.reminders,
      decisions: approval.decisions,
    },
    decision,
    problem: problem && { type: problem.type, message: problemIn(language, problem) },
    changes: changes === undefined ? null : say(language, changes),
    identical: comparedNothing(notification) ? null : (identical ?? null),
    fleet: fleetIn(announcement),
    link: page,
    commands: Object.fromEntries(commandsFor(notification)),
    summary: messageOf(announcement, language).title,
  };
}

function fleetIn({ notification: { fleet }, namespace, webUi }: Announcement): WebhookDocument['fleet'] {
  if (fleet === undefined) {
    return null;
  }
  const buckets = fleet.buckets.map((bucket) => {
    const workflowId = preparationWorkflowId(bucket);
    return { bucket, workflowId, link: webUi === null ? null : runPage(webUi, namespace, workflowId) };
  });
  return { ...fleet, buckets };
}
