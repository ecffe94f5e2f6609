import type { Decision } from '../approval/approval';
import type { ApprovalRules, PlanChange } from '../approval/approval';
import type { CutOverState, JobProgress, RoundCount } from '../migration/job-progress';
import type { Problem } from '../credentials/provisioning';

/** The steps of a preparation, in their order. */
export const STEPS = [
  'validate',
  'preflight',
  'inventory',
  'bucket',
  'user',
  'approval',
  'settle',
  'sourceKey',
  'grant',
  'logon',
  'accessKey',
  'verify',
  'result',
] as const;
export type StepName = (typeof STEPS)[number];

export type StepState =
  'pending' | 'running' | 'done' | 'skipped' | 'action required' | 'failed' | 'cancelled';

export interface StepStatus {
  /** A `StepName` of a preparation, or a step of another kind of run. */
  readonly name: string;
  readonly title: string;
  readonly state: StepState;
  /** What came of it, in a few words. */
  readonly note: string;
}

/** Where a run stands. */
export type Phase =
  | { readonly name: 'running'; readonly step: string }
  | { readonly name: 'waiting for approval'; readonly deadline: string; readonly reminders: number }
  | {
      readonly name: 'action required';
      readonly step: string;
      readonly problem: Problem;
      /** ISO time at which the run ends if nobody acts; null if it waits until somebody does. */
      readonly deadline?: string | null | undefined;
      readonly reminders?: number | undefined;
    }
  | Waiting
  | { readonly name: 'cleaning up'; readonly because: string }
  | {
      readonly name: 'finished';
      readonly outcome: string;
      /** The type of the failure that ended it, of the error table. */
      readonly failure?: string | undefined;
      /** What came of it, in words. */
      readonly summary?: string | undefined;
    };

/** The phases of a run that is open, as the search attribute `PrepPhase` names them. */
export const OPEN_PHASES: readonly Exclude<Phase['name'], 'finished'>[] = [
  'running',
  'waiting for approval',
  'action required',
  'waiting',
  'cleaning up',
];

/** A run that goes on by itself at a time, or sooner when it is told to. */
export interface Waiting {
  readonly name: 'waiting';
  /** What is waited for, in words: `the expiry of the credentials`. */
  readonly for: string;
  /** ISO time. */
  readonly until: string;
  /** What somebody can send meanwhile, with the exact JSON; null for nothing. */
  readonly nextAction: string | null;
  /** Whether what is waited for comes about only if a person says so before that time. */
  readonly person: boolean;
}

/** The answer to the query `status`. */
export interface PreparationStatus {
  readonly workflowId: string;
  readonly runId: string;
  readonly bucket: string;
  /** What the run is, for example `Preparation of KS3 bucket photos`; absent in answers of earlier workers. */
  readonly title?: string | undefined;
  readonly phase: Phase;
  /** ISO time since which the run is in this phase, at this step. Like the next two, absent in answers of earlier workers. */
  readonly since?: string | undefined;
  /** That firings of its Schedule were skipped while this run was open, in words; as of the last reminder. */
  readonly skippedFirings?: string | undefined;
  /** That the server ends the run before the time for its approval is up, in words. */
  readonly endsEarly?: string | undefined;
  /** Who requested the run, as its input says; null if it says nothing. */
  readonly requester?: string | null | undefined;
  /** Objects that would not migrate as they are, in words, as the inventory found them. */
  readonly blockers?: readonly string[] | undefined;
  readonly steps: readonly StepStatus[];
  /** Objects and bytes as decimal strings, once the inventory is done. */
  readonly totals: { readonly objects: string; readonly bytes: string } | null;
  /** Of what an approver weighs beside the plan, in words: storage classes, duration, requests, notices. */
  readonly inventory?: readonly string[] | undefined;
  /** How far the job of a migration is, once it is launched; absent for other runs. */
  readonly progress?: JobProgress | null | undefined;
  /** Of a migration with rounds: what each of its jobs copied, the newest last. */
  readonly rounds?: readonly RoundCount[] | undefined;
  /** Of a migration with rounds: how far its cut-over is; null if nobody asked for it. */
  readonly cutOver?: CutOverState | null | undefined;
  readonly approval: {
    readonly required: number;
    readonly approvers: readonly string[];
    readonly decisions: readonly Decision[];
    readonly planDigest: string;
    /** The plan in a few lines for people. */
    readonly plan: readonly string[];
    readonly rules: ApprovalRules;
    /** Why the run asks again; unset where it asks for the first time. */
    readonly changes?: readonly PlanChange[] | undefined;
  } | null;
  /** What somebody has to do now, or null where nobody has to. */
  readonly nextAction: string | null;
  /** Messages that were not acted on, newest last, each with the reason. */
  readonly notices: readonly string[];
  /** Notifications that could not be delivered: of each receiver the last, with the reason. */
  readonly undelivered: readonly string[];
}
