import type { Decision } from './messages';
import type { Problem } from './provisioning';

/** The steps of a preparation, in their order. */
export const STEPS = [
  'validate',
  'preflight',
  'inventory',
  'bucket',
  'user',
  'approval',
  'grant',
  'logon',
  'accessKey',
  'verify',
  'result',
] as const;
export type StepName = (typeof STEPS)[number];

export type StepState = 'pending' | 'running' | 'done' | 'skipped' | 'needs attention' | 'failed';

export interface StepStatus {
  readonly name: StepName;
  readonly title: string;
  readonly state: StepState;
  /** What came of it, in a few words. */
  readonly note: string;
}

/** Where a preparation stands. */
export type Phase =
  | { readonly name: 'running'; readonly step: StepName }
  | { readonly name: 'waiting for approval'; readonly deadline: string; readonly reminders: number }
  | { readonly name: 'needs attention'; readonly step: StepName; readonly problem: Problem }
  | { readonly name: 'cleaning up'; readonly because: string }
  | { readonly name: 'finished'; readonly outcome: string };

/** The answer to the query `status`. */
export interface PreparationStatus {
  readonly workflowId: string;
  readonly runId: string;
  readonly bucket: string;
  readonly phase: Phase;
  readonly steps: readonly StepStatus[];
  /** Objects and bytes as decimal strings, once the inventory is done. */
  readonly totals: { readonly objects: string; readonly bytes: string } | null;
  readonly approval: {
    readonly required: number;
    readonly approvers: readonly string[];
    readonly decisions: readonly Decision[];
    readonly planDigest: string;
    /** The plan in a few lines for people. */
    readonly plan: readonly string[];
  } | null;
  /** What somebody has to do now, or null where nobody has to. */
  readonly nextAction: string | null;
  /** Messages that were not acted on, newest last, each with the reason. */
  readonly notices: readonly string[];
  /** Notifications that could not be delivered: of each receiver the last, with the reason. */
  readonly undelivered?: readonly string[] | undefined;
}
