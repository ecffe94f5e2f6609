import type { Said } from '../../presentation/words/phrase';
import type { Principal } from './principal';

/** Proof that a decision came from the holder of a key, as an activity found it. */
export interface SignatureProof {
  readonly kind: 'ssh signature';
  /** Of the public key, as `ssh-keygen -l` prints it: `SHA256:…`. */
  readonly fingerprint: string;
  /** ISO time by the clock of the signer; it is part of what was signed. */
  readonly signedAt: string;
}

/** Proof that a decision came from who the Temporal server authenticated, as an activity found it in the history. */
export interface PrincipalProof extends Principal {
  /** Of the signal, in the history of the run. */
  readonly eventId: string;
}

/** Something of a plan, or of the approval policy, that is no longer as it was when the plan was frozen. */
export interface PlanChange {
  /** For example `credentials.recipients`. */
  readonly what: string;
  readonly was: Said;
  readonly now: Said;
}

/** The policy that a plan waits under, as people have to know it. */
export interface ApprovalRules {
  /** Who asked for the preparation, as its input says; null where it says nothing. */
  readonly requester: string | null;
  /** Whether the requester's own approval counts for nothing. */
  readonly fourEyes: boolean;
  readonly commentRequired: boolean;
  /** Whose approval has to be signed. */
  readonly signers: readonly string[];
  /** Whether rejections have to be proven as well, in the way that approvals are. */
  readonly signRejections: boolean;
  /** Whether the Temporal server has to say who sent an approval. */
  readonly requirePrincipals: boolean;
  /** Null where there is no second group. */
  readonly secondGroup: {
    readonly approvers: readonly string[];
    /** ISO time from which its members count. */
    readonly from: string;
    readonly counts: boolean;
  } | null;
}

/** A message about the plan that counted for nothing. */
export interface Refusal {
  readonly wanted: Decision['decision'];
  /** Null where the message was not understood. */
  readonly approver: string | null;
  readonly via: Decision['via'];
  readonly from?: string | undefined;
  readonly reason: Said;
}

/** What came of a wait for approval. */
export type GateOutcome = 'approved' | 'rejected' | 'timed out' | 'cancelled';

interface Happened<Kind extends string> {
  readonly kind: Kind;
  /** ISO time. */
  readonly at: string;
}

interface AboutPlan {
  /** Digest of the plan that waits. */
  readonly planDigest: string;
}

/** Everything that happens at the approval gate, each at the moment at which it happens. */
export type ApprovalEvent =
  | (Happened<'waiting'> &
      AboutPlan & {
        /** ISO time. */
        readonly deadline: string;
        readonly required: number;
        /** Empty for anybody. */
        readonly approvers: readonly string[];
      })
  | (Happened<'reminder'> &
      AboutPlan & { readonly number: number; readonly missing: number; readonly deadline: string })
  | (Happened<'escalated'> & AboutPlan & { readonly approvers: readonly string[] })
  | (Happened<'decision'> &
      AboutPlan & { readonly decision: Decision; readonly approvals: number; readonly required: number })
  | (Happened<'refused'> & { readonly planDigest: string | null; readonly refusal: Refusal })
  | (Happened<'asked again'> & AboutPlan & { readonly changes: readonly PlanChange[] })
  | (Happened<'closed'> & AboutPlan & { readonly outcome: GateOutcome });

/** The answer to the query `audit`: who decided what, when and how, and what counted for nothing and why. */
export interface ApprovalAudit {
  readonly workflowId: string;
  readonly runId: string;
  /** Who asked for the preparation, as its input says. */
  readonly requester: string | null;
  /** In the order in which they happened. */
  readonly events: readonly ApprovalEvent[];
  /** Events that were left out because there were too many of their kind. */
  readonly omitted: number;
}

/** An approval or rejection that counted. */
export interface Decision {
  readonly decision: 'approve' | 'reject';
  readonly approver: string;
  readonly comment: string;
  /** ISO time at which the workflow took it in. */
  readonly at: string;
  /** How it came in. */
  readonly via: 'signal' | 'update';
  /** Where it came from, as the sender's program says: anybody can write anything here. */
  readonly from?: string | undefined;
  /** Null where it was not signed. */
  readonly proof: SignatureProof | null;
  /** Who the Temporal server says sent it; null where that was not asked. */
  readonly principal: PrincipalProof | null;
}

/** What a sender wants, whatever message it came as. */
export interface DecisionRequest {
  readonly decision: 'approve' | 'reject';
  readonly approver: string;
  readonly comment: string;
  /** The plan it is about; default: whichever waits. */
  readonly planDigest?: string | undefined;
  /** The run it is about; default: whichever gets it. */
  readonly runId?: string | undefined;
  /** ISO time; belongs to the signature. */
  readonly signedAt?: string | undefined;
  /** An SSH signature over the decision (`decision-statement.ts`), armored or its base64 alone. */
  readonly signature?: string | undefined;
  /** Where it comes from, as the sender's program says. */
  readonly from?: string | undefined;
}
