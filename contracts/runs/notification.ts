import type { Said } from '../../presentation/words/phrase';
import type { Decision } from '../approval/approval';
import type { PhaseCounts } from './fleet';
import type { Problem } from '../credentials/provisioning';
import type { Phase } from './status';

/** What people are told of. A `[[notify]]` table of the configuration chooses among them. */
export const NOTIFICATION_EVENTS = [
  'waiting',
  'reminder',
  'escalation',
  'decision',
  'attention',
  'done',
  'changed',
  'launched',
  'migrated',
  'cancelled',
  'failed',
] as const;
export type NotificationEvent = (typeof NOTIFICATION_EVENTS)[number];

/** The receivers whose messages are spoken. */
export const NOTIFY_KINDS = ['webhook', 'dingtalk', 'feishu', 'wecom', 'slack'] as const;
export type NotifyKind = (typeof NOTIFY_KINDS)[number];

/** How the approval ended. */
export type DecisionOutcome = 'approved' | 'rejected' | 'timed out';

/** One thing that happened to a run, as its workflow tells it. It is in the history: names and numbers, no secret. */
export interface Notification {
  /** The same in every attempt to deliver it: receivers recognise a message that came twice. */
  readonly id: string;
  /** `test` comes from `prep notify test` alone. */
  readonly event: NotificationEvent | 'test';
  /** ISO time at which it happened. */
  readonly at: string;
  readonly workflowId: string;
  readonly runId: string;
  /** The KS3 bucket as the input names it; any text where the input is not valid. */
  readonly bucket: string;
  /** Null before the input is validated. */
  readonly destination: { readonly bucket: string; readonly region: string } | null;
  readonly phase: Phase['name'];
  /** Objects and bytes as decimal strings, once the inventory is done. */
  readonly totals: { readonly objects: string; readonly bytes: string } | null;
  /** Once there is a plan. */
  readonly approval: {
    readonly planDigest: string;
    readonly required: number;
    /** Approvals that have counted so far. */
    readonly approvals: number;
    /** Who may approve by now; empty for anybody. */
    readonly approvers: readonly string[];
    /** Whether all of them have to sign. */
    readonly signed: boolean;
    readonly commentRequired: boolean;
    /** ISO time; null unless it waits. */
    readonly deadline: string | null;
    /** Reminders so far, this one included. */
    readonly reminders: number;
    readonly decisions: readonly NotifiedDecision[];
  } | null;
  /** With `decision` alone. */
  readonly decision: DecisionOutcome | null;
  /** With `changed` alone: what differs from the last run and from the approved plan. */
  readonly changes?: Said | undefined;
  /** With `changed` of a verification alone: whether both sides are identical. */
  readonly identical?: boolean | undefined;
  /** While an action is required: when the run ends (ISO time, null for never), and the reminders so far. */
  readonly parked?: { readonly deadline: string | null; readonly reminders: number } | undefined;
  /** What a fleet tells of many preparations at once. */
  readonly fleet?: FleetNews | undefined;
  /** With `attention` and, where it is one of the error table, with `failed`. */
  readonly problem: Pick<Problem, 'type' | 'message' | 'report'> | null;
}

/** What is new about the buckets of a fleet. */
export interface FleetNews {
  /** How all buckets of the fleet stand. */
  readonly counts: PhaseCounts;
  readonly total: number;
  /** Buckets that now are as the event says. */
  readonly count: number;
  /** Those of them that no earlier message was about; with `reminder` all. */
  readonly news: number;
  /** The first of them, `MAX_NEWS_NAMES` at most. */
  readonly buckets: readonly string[];
}

export const MAX_NEWS_NAMES = 10;

export type NotifiedDecision = Pick<Decision, 'decision' | 'approver' | 'comment' | 'at'>;

/** What became of a notification at one receiver. Named by the configuration, never by its URL. */
export interface ChannelOutcome {
  readonly channel: Said;
  readonly delivered: boolean;
  /** Why it was not delivered; empty if it was. */
  readonly why: Said;
}

/** Type of the failure that an attempt ends with while a receiver has not taken the notification; it is retried. */
export const NOT_DELIVERED = 'NotificationNotDelivered';
