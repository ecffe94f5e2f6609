import { stillGood } from '../../contracts/approval/approval-policy';
import type { Attested } from '../../contracts/approval/attested';
import {
  freezePlan,
  planChanges,
  type AnyPlan,
  type FrozenPlan,
  type PresentedPlan,
} from '../../contracts/runs/plan';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { ApprovalTerms, Preparation } from '../../contracts/runs/preparation';
import type { RunIdentity } from '../../contracts/runs/run-identity';
import type { Settings } from '../../contracts/settings';
import { Ownership } from '../trust/mark';
import { deviationsOf, preparationNow } from '../request/preparation-now';
import type { Attestor } from '../trust/attestor';
import type { Approval } from './confirm-approval';

/** The input of every step after the approval. */
export interface ApprovedRequest {
  /** The input of the run, as it came. */
  readonly input: unknown;
  readonly plan: Attested<PresentedPlan>;
  readonly approval: Attested<Approval>;
}

/** What was approved, as a step found it out for itself. */
export interface Approved {
  readonly preparation: Preparation;
  readonly plan: PresentedPlan;
  readonly approval: Approval;
  readonly ownership: Ownership;
  readonly run: RunIdentity;
}

/**
 * Derives what a step may do, and whether enough people approved exactly that for this run. Every step that grants,
 * issues or changes something after the approval calls it, so nothing that the workflow claims is trusted.
 *
 * @throws PrepError `ApprovalVoid` if the plan has changed since, or the approval is not for it and this run;
 *   `NotAuthentic`, `ConfigurationChanged`
 */
export async function requireApproval(
  { input, plan: attestedPlan, approval: attestedApproval }: ApprovedRequest,
  run: RunIdentity,
  settings: Settings,
  attestor: Attestor,
): Promise<Approved> {
  const { workflowId } = run;
  const plan = attestor.read('plan', { workflowId }, attestedPlan);
  const approval = approvalFor(run, attestedApproval, attestor);
  const preparation = await preparationNow(input, settings);
  requireSameAccount(plan, preparation);
  const now = freezePlan(workflowId, preparation, deviationsOf(preparation, settings), plan.plan);
  if (now.digest !== plan.digest) {
    throw planChanged(workflowId, plan.plan, now.plan);
  }
  requireEnough(workflowId, plan.digest, approval, preparation.approval);
  return {
    preparation,
    plan,
    approval,
    run,
    ownership: new Ownership(attestor.keys, preparation.id, workflowId),
  };
}

/** What would be done is no longer what was approved. */
export function planChanged(workflowId: string, approved: AnyPlan, now: AnyPlan): PrepError {
  const changes = planChanges(approved, now).map(({ what, was, now: is }) =>
    phrase('provisioning.changed', { what, was, now: is }),
  );
  return new PrepError('ApprovalVoid', {
    resource: phrase('resource.planOf', { workflowId }),
    detail: phrase('provisioning.planChanged', { changes }),
  });
}

/**
 * Whether enough of the decisions of an approval still count, for just this plan.
 *
 * @param terms as the configuration and the input say by now
 * @throws PrepError `ApprovalVoid`
 */
export function requireEnough(
  workflowId: string,
  planDigest: string,
  approval: Approval,
  terms: ApprovalTerms,
): void {
  const resource = phrase('resource.planOf', { workflowId });
  if (approval.planDigest !== planDigest) {
    throw new PrepError('ApprovalVoid', { resource, detail: phrase('provisioning.otherPlan') });
  }
  // Who counted then as one of the second group counts on.
  const record = { workflowId, terms, planDigest, escalatesAt: null, escalated: true };
  const good = stillGood(approval.decisions, record).length;
  if (good < terms.required) {
    throw new PrepError('ApprovalVoid', {
      resource,
      detail: phrase('provisioning.approvalsCount', { count: good, required: terms.required }),
    });
  }
}

/**
 * What was created for one account is useless in another: asking again there would leave it behind.
 *
 * @throws PrepError `ConfigurationChanged`
 */
export function requireSameAccount({ plan }: FrozenPlan, { account }: Pick<Preparation, 'account'>): void {
  if (account.id !== plan.accountId) {
    throw new PrepError('ConfigurationChanged', {
      resource: phrase('resource.planForAccount', { id: plan.accountId }),
      detail: phrase('provisioning.otherAccountNow', { account: account.id }),
    });
  }
}

/**
 * The approved plan, for steps that only report or record what was done. The configuration may have changed since.
 *
 * @throws PrepError `NotAuthentic`, `ApprovalVoid`
 */
export function approvedBefore(
  { plan: attestedPlan, approval: attestedApproval }: ApprovedRequest,
  run: RunIdentity,
  { alibaba, language }: Settings,
  attestor: Attestor,
): Approved {
  const { workflowId } = run;
  const plan = attestor.read('plan', { workflowId }, attestedPlan);
  const approval = approvalFor(run, attestedApproval, attestor);
  if (approval.planDigest !== plan.digest) {
    throw new PrepError('ApprovalVoid', {
      resource: phrase('resource.planOf', { workflowId }),
      detail: phrase('provisioning.otherPlan'),
    });
  }
  const { preparation: id, accountId, source, destination, ramUser, credentials, sourceKey } = plan.plan;
  const account = { id: accountId, site: alibaba.site };
  return {
    preparation: {
      id,
      account,
      source,
      destination,
      ramUser,
      credentials,
      sourceKey,
      approval: plan.terms,
      notify: false,
      language,
    },
    plan,
    approval,
    run,
    ownership: new Ownership(attestor.keys, id, workflowId),
  };
}

/** A reset gives a run another ID: what was approved for the one before is approved again. */
export function approvalFor(run: RunIdentity, attested: Attested<Approval>, attestor: Attestor): Approval {
  try {
    return attestor.read('approval', { ...run }, attested);
  } catch (error) {
    if (error instanceof PrepError && error.type === 'NotAuthentic') {
      throw new PrepError('ApprovalVoid', {
        resource: phrase('resource.planOf', { workflowId: run.workflowId }),
        detail: phrase('provisioning.approvalNotAttested', { runId: run.runId }),
      });
    }
    throw error;
  }
}
