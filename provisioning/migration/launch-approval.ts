import type { MigrationService } from '../../clouds/mgw/port';
import type { Decision } from '../../contracts/approval/approval';
import type { Attested } from '../../contracts/approval/attested';
import type { CutOver, Migration } from '../../contracts/migration/migration';
import type { MigrationPlan } from '../../contracts/migration/migration-plan';
import type { PresentedPlan } from '../../contracts/runs/plan';
import type { ApprovalTerms } from '../../contracts/runs/preparation';
import { PrepError } from '../../contracts/prep-error';
import type { RunIdentity } from '../../contracts/runs/run-identity';
import { phrase } from '../../presentation/words/words';
import { approvalFor, planChanged, requireEnough } from '../approval/approved';
import type { Approval } from '../approval/confirm-approval';
import type { Attestor } from '../trust/attestor';
import type { Ownership } from '../trust/mark';
import { isUnlaunched, readBackJob } from './ensure-job';
import { launchJob } from './launch-job';
import { launchPlan } from './launch-plan';

/** What a migration works with, each as a step found it out for itself. */
export interface MigrationTools {
  readonly migration: Migration;
  readonly ownership: Ownership;
  readonly service: MigrationService;
  readonly attestor: Attestor;
}

/** A job that was launched, and who approved it. */
export interface Launch {
  /** The service's ID of the job. */
  readonly version: string;
  /** ISO time at which a worker saw that it was launched. */
  readonly launchedAt: string;
  readonly planDigest: string;
  /** Whether more rounds were approved with it. */
  readonly rounds: boolean;
  /** Empty if an earlier run launched it: its own result, or its history, names them. */
  readonly decisions: readonly Decision[];
}

/**
 * Freezes what would be launched, as the service has it. Changes nothing. The plan belongs to a workflow, not to one run
 * of it; the same plan keeps the time from which decisions about it are accepted.
 *
 * @param earlier the plan that was asked about before; null for the first
 * @throws PrepError what `launchPlan` throws; `NotAuthentic`
 */
export async function presentLaunch(
  earlier: Attested<PresentedPlan<MigrationPlan>> | null,
  terms: ApprovalTerms,
  { migration, ownership, service, attestor }: MigrationTools,
  signal: AbortSignal,
  decision: MigrationPlan['decision'] = 'launch',
): Promise<Attested<PresentedPlan<MigrationPlan>>> {
  const about = { workflowId: ownership.workflowId };
  const before = earlier === null ? null : attestor.read('launch-plan', about, earlier);
  const frozen = await launchPlan(migration, ownership, service, signal, decision);
  const frozenAt = before?.digest === frozen.digest ? before.frozenAt : new Date().toISOString();
  return attestor.attest('launch-plan', about, { ...frozen, frozenAt, terms });
}

/** A plan of a launch and its approval, as a workflow hands them over. */
export interface ApprovedLaunch {
  readonly plan: Attested<PresentedPlan<MigrationPlan>>;
  readonly approval: Attested<Approval>;
}

/**
 * Launches the job if enough people approved just this, for this run. What would be launched is read back once more and
 * compared by its digest; a job that an attempt has launched already stays as it is.
 *
 * @param approved with the decision `rounds`, nothing is launched: the job was launched before
 * @param terms as the configuration and the input say by now
 * @throws PrepError `ApprovalVoid`, `NotAuthentic`; what `launchPlan` and `launchJob` throw
 */
export async function launchApproved(
  approved: ApprovedLaunch & { readonly decision: 'launch' | 'rounds' },
  terms: ApprovalTerms,
  run: RunIdentity,
  tools: MigrationTools,
  signal: AbortSignal,
): Promise<Launch> {
  const { decisions, planDigest } = await approvedNow(approved, terms, run, tools, signal);
  const { migration, ownership, service } = tools;
  const read = approved.decision === 'launch' ? launchJob : readBackJob;
  const { version } = await read(migration.names, ownership, service, signal);
  const launchedAt = new Date().toISOString();
  const rounds = migration.everyMs !== null;
  return { version, launchedAt, planDigest, rounds, decisions };
}

/**
 * The decision that a migration with rounds comes to its end, if enough people approved just this, for this run. The
 * plan names who asked, so that its digest, and every signature of it, is bound to that.
 *
 * @param tools with the migration at the round that ended last
 * @throws PrepError as `launchApproved`
 */
export async function cutOverApproved(
  { askedBy, ...approved }: ApprovedLaunch & { readonly askedBy: string },
  terms: ApprovalTerms,
  run: RunIdentity,
  tools: MigrationTools,
  signal: AbortSignal,
): Promise<CutOver> {
  const cutOver = { ...approved, decision: 'cut-over' } as const;
  const { decisions, planDigest } = await approvedNow(cutOver, terms, run, tools, signal);
  const decidedAt = new Date().toISOString();
  return { requestedBy: askedBy, decisions, planDigest, decidedAt };
}

/** The decisions, if they are about what the service has now. */
async function approvedNow(
  { decision, ...approved }: ApprovedLaunch & Pick<MigrationPlan, 'decision'>,
  terms: ApprovalTerms,
  run: RunIdentity,
  { migration, ownership, service, attestor }: MigrationTools,
  signal: AbortSignal,
): Promise<Pick<CutOver, 'decisions' | 'planDigest'>> {
  const { workflowId } = run;
  const plan = attestor.read('launch-plan', { workflowId }, approved.plan);
  const approval = approvalFor(run, approved.approval, attestor);
  const now = await launchPlan(migration, ownership, service, signal, decision);
  if (now.digest !== plan.digest) {
    throw planChanged(workflowId, plan.plan, now.plan);
  }
  requireEnough(workflowId, plan.digest, approval, terms);
  return { decisions: approval.decisions, planDigest: plan.digest };
}

/**
 * A job that an earlier run has launched: it is watched on, and the history of that run says who approved it.
 *
 * @throws PrepError `MgwNotVisibleYet` if nobody launched it; what `launchPlan` throws
 */
export async function findLaunch(
  { migration, ownership, service }: MigrationTools,
  signal: AbortSignal,
): Promise<Launch> {
  const { names } = migration;
  const { plan, digest } = await launchPlan(migration, ownership, service, signal);
  if (isUnlaunched(await readBackJob(names, ownership, service, signal))) {
    throw new PrepError('MgwNotVisibleYet', { resource: phrase('resource.launchOf', { name: names.job }) });
  }
  const launchedAt = new Date().toISOString();
  return { version: plan.job.version, launchedAt, planDigest: digest, rounds: false, decisions: [] };
}
