import type { ActivityTools } from './activity-tools';
import type { Attested, AttestedAbout } from '../contracts/approval/attested';
import { CLOCK_TOLERANCE_MS } from '../contracts/approval/clock-tolerance';
import type { JobProgress } from '../contracts/migration/job-progress';
import type { CutOver, MigratedResult, Migration, NotMigratedResult } from '../contracts/migration/migration';
import { readCutOver } from '../contracts/messages';
import type { MigrationPlan } from '../contracts/migration/migration-plan';
import type { ApprovalTerms } from '../contracts/runs/preparation';
import type { PresentedPlan } from '../contracts/runs/plan';
import { PrepError } from '../contracts/prep-error';
import type { UndoReport } from '../contracts/credentials/provisioning';
import type { VerificationResult } from '../contracts/migration/verification';
import type { Said } from '../presentation/words/phrase';
import { phrase } from '../presentation/words/words';
import { confirmApproval, type DecisionTaken } from '../provisioning/approval/confirm-approval';
import { atRound } from '../provisioning/migration/at-round';
import { requireIdentical } from '../provisioning/migration/check-compared';
import { checkFailures } from '../provisioning/migration/check-failures';
import { ensureJob, isLaunched, isUnlaunched } from '../provisioning/migration/ensure-job';
import { ensureSource, type SourceTools } from '../provisioning/migration/ensure-source';
import {
  cutOverApproved,
  findLaunch,
  launchApproved,
  presentLaunch,
  type ApprovedLaunch,
  type Launch,
  type MigrationTools,
} from '../provisioning/migration/launch-approval';
import { ensureDestination, launchRound } from '../provisioning/migration/launch-round';
import { migratedResult, notMigratedResult } from '../provisioning/migration/migration-result';
import { requireNoOtherRun, type OtherRuns } from '../provisioning/migration/other-runs';
import { namesOfJob, repairJob } from '../provisioning/migration/repair-job';
import { newestLaunched } from '../provisioning/migration/running-jobs';
import { takeOver } from '../provisioning/migration/take-over';
import { removeReader, undoMigration } from '../provisioning/migration/undo-migration';
import { comparisonNow, launchTerms, validateMigration } from '../provisioning/migration/validate-migration';
import { verifyAddress } from '../provisioning/migration/verify-address';
import { watchJob } from '../provisioning/migration/watch-job';
import { comparedSource } from '../provisioning/request/validate-preparation';
import { assertAccount } from '../provisioning/preflight/assert-account';
import { signedResult } from '../provisioning/result/sign-result';
import { Ownership } from '../provisioning/trust/mark';
import { isBelievedGone } from '../provisioning/trust/attempt';
import { requireForm } from '../provisioning/trust/required';
import { verificationAbout } from '../provisioning/trust/verification-about';

/** What every step of a migration is told: what a worker made of the input. */
export interface MigrationRequest {
  readonly migration: Attested<Migration>;
  /** Which round of it; the first one if absent. */
  readonly round?: number;
}

/** The same with the input, for the approval that it may tighten. */
interface WithInput extends MigrationRequest {
  /** The input of the run, as it came. */
  readonly input: unknown;
  /** Who asked for the cut-over: its requester. */
  readonly askedBy?: string;
}

/** What is launched, or goes on with rounds, as it was approved. */
interface LaunchRequest extends WithInput, ApprovedLaunch {
  readonly decision: 'launch' | 'rounds';
}

/** What steps after the launch are told. */
export interface LaunchedRequest extends MigrationRequest {
  readonly launch: Attested<Launch>;
  readonly round: number;
  /** Which job of the round: 0 is the first one, every other one repairs the one before. */
  readonly number: number;
}

/** What a later round is launched for. */
export interface LaunchRoundRequest extends LaunchedRequest {
  /** A comparison that found differences; null for the next of the rounds that were approved. */
  readonly different: AttestedAbout<VerificationResult> | null;
}

/** The decision of the cut-over, once there is one. */
interface DecidedCutOver {
  readonly cutOver: Attested<CutOver> | null;
}

/** What the result is made of. */
export interface ConcludeRequest extends LaunchedRequest, DecidedCutOver {
  readonly verification: AttestedAbout<VerificationResult> | null;
}

/** What is asked about: the launch, or the cut-over after a round. */
interface Asked extends WithInput {
  readonly decision: MigrationPlan['decision'];
}

/** What the result of a migration that was not launched is made of. */
export interface ConcludeUnlaunchedRequest extends MigrationRequest {
  readonly plan: Attested<PresentedPlan<MigrationPlan>>;
  readonly undone: Attested<UndoReport>;
  readonly outcome: NotMigratedResult['outcome'];
  /** Why, as the workflow recorded it. */
  readonly because: Said;
}

/** What is launched after an approval: nothing, with the approval of a cut-over. */
const LAUNCHES: readonly MigrationPlan['decision'][] = ['launch', 'rounds'];
/** How a migration ends whose launch was not approved. */
const NOT_LAUNCHED: readonly NotMigratedResult['outcome'][] = ['launch rejected', 'launch timed out'];

/** The migration of a bucket. Each step works out for itself what it may do, from what a worker vouches for. */
export function createMigrationActivities(activityTools: ActivityTools) {
  const { settings, clouds, attestor, history, results, run, attempt, signal, guarded, searchable } =
    activityTools;

  const known = ({
    migration: attested,
    round,
    askedBy,
  }: MigrationRequest & Partial<WithInput>): MigrationTools => {
    const { workflowId } = run();
    const began = attestor.read('migration', { workflowId }, attested);
    requireForm(askedBy === undefined || isPerson(askedBy), 'requester');
    const migration = { ...began, requestedBy: askedBy ?? began.requestedBy };
    return {
      migration: round === undefined ? migration : atRound(migration, round),
      ownership: new Ownership(attestor.keys, migration.preparation, workflowId),
      service: clouds.mgw(migration.region, migration.accountId),
      attestor,
    };
  };
  /** What a launch and a cut-over are of: the migration as it began, so that neither counts for another one. */
  const aboutLaunch = ({ migration }: MigrationRequest) => {
    const { workflowId } = run();
    return { workflowId, migration: attestor.read('migration', { workflowId }, migration) };
  };
  /** For steps that change something: the configured identity must still be of that account. */
  const inAccount = async (request: MigrationRequest): Promise<MigrationTools> => {
    const found = known(request);
    await assertAccount(found.migration.accountId, clouds.sts(), signal());
    return found;
  };
  const changing = async (request: MigrationRequest): Promise<SourceTools & OtherRuns> => {
    const { migration, ownership, service } = await inAccount(request);
    return { migration, ownership, service, clouds, settings, history };
  };
  /** Nothing is shared with another open run: that is made sure of before a step, and after one that may have lost a race. */
  const alone = ({ migration, ownership, service }: Omit<MigrationTools, 'attestor'>): Promise<void> =>
    requireNoOtherRun(migration.names, service, { ownership, history }, signal());
  /**
   * Four eyes let the requester that the plan names not approve it, whoever the input of a step names: of a cut-over, who
   * asked for it.
   */
  const termsOf = (request: WithInput): ApprovalTerms => {
    const terms = launchTerms(request.input, settings);
    return { ...terms, requester: known(request).migration.requestedBy ?? terms.requester };
  };
  const launched = (request: LaunchedRequest): MigrationTools & { readonly launch: Launch } => {
    const launch = attestor.read('launch', aboutLaunch(request), request.launch);
    return { ...known(request), launch };
  };
  const cutOverOf = ({ cutOver, ...request }: MigrationRequest & DecidedCutOver): CutOver | null =>
    cutOver === null ? null : attestor.read('cut-over', aboutLaunch(request), cutOver);

  /** What existed when an earlier step read it, and is not there for several attempts, does not come back. */
  const orGone = async <T>(step: () => Promise<T>): Promise<T> => {
    try {
      return await step();
    } catch (error) {
      throw error instanceof PrepError && error.type === 'MgwNotVisibleYet' && isBelievedGone(attempt())
        ? new PrepError('MgwGone', error.context)
        : error;
    }
  };

  /** A comparison of this very migration, as a worker attested it. */
  const compared = (migration: Migration, found: AttestedAbout<VerificationResult>): VerificationResult => {
    const about = verificationAbout(comparisonNow(migration, settings));
    return attestor.read('verification', about, found);
  };
  /** The same, if it began after what it is to say something about. */
  const comparedSince = (since: string, migration: Migration, found: AttestedAbout<VerificationResult>) => {
    const result = compared(migration, found);
    requireForm(Date.parse(result.startedAt) >= Date.parse(since) - CLOCK_TOLERANCE_MS, 'verification');
    return result;
  };

  return {
    /** Reads the preparation that the input continues, and fills in every default. */
    validateMigration: guarded(async (input: unknown) => {
      const { workflowId } = run();
      const migration = await validateMigration(input, workflowId, settings, {
        readResult: results,
        completed: (prepared) => history.results('prepareMigration', prepared, signal()),
      });
      return {
        ...attestor.attest('migration', { workflowId }, migration),
        searchable: await searchable(),
      };
    }),
    /** What a run goes on with that watched long enough to begin a new history. */
    resumeMigration: guarded(async (request: LaunchedRequest & DecidedCutOver) => {
      const { migration } = launched(request);
      cutOverOf(request);
      return { ...migration, searchable: await searchable() };
    }),
    ensureMigrationSource: guarded(async (request: MigrationRequest) => {
      const tools = await changing(request);
      await alone(tools);
      await takeOver(tools.migration.names, ['source', 'destination'], tools.service, tools, signal());
      await ensureSource(tools, signal());
      await alone(tools);
    }),
    ensureMigrationDestination: guarded(async (request: MigrationRequest) => {
      const tools = await inAccount(request);
      await alone(tools);
      await ensureDestination(tools, signal());
    }),
    verifyMigrationAddresses: guarded(async (request: MigrationRequest) => {
      const { migration, service } = known(request);
      const job = await service.job(migration.names.job, signal());
      if (job !== null && !isUnlaunched(job)) {
        // The key of its source may be replaced by now.
        return;
      }
      await verifyAddress(migration.names.source, service, signal());
      await verifyAddress(migration.names.destination, service, signal());
    }),
    /** Whether an earlier run has launched it already. */
    ensureMigrationJob: guarded(async (request: MigrationRequest) => {
      const tools = await inAccount(request);
      const { migration, ownership, service } = tools;
      const { names, copy } = migration;
      await alone(tools);
      const job = await ensureJob({ names, copy, repairs: null }, ownership, service, signal());
      await alone(tools);
      return { launched: isLaunched(job) };
    }),
    presentLaunch: guarded(
      async ({
        earlier,
        decision,
        ...request
      }: Asked & { readonly earlier: Attested<PresentedPlan<MigrationPlan>> | null }) =>
        orGone(() => presentLaunch(earlier, termsOf(request), known(request), signal(), decision)),
    ),
    confirmLaunch: guarded(
      async ({
        plan,
        taken,
        ...request
      }: WithInput & {
        readonly plan: Attested<PresentedPlan<MigrationPlan>>;
        readonly taken: readonly DecisionTaken[];
      }) => {
        const presented = attestor.read('launch-plan', { workflowId: run().workflowId }, plan);
        const terms = termsOf(request);
        return confirmApproval(presented, taken, { terms, attestor, run: run(), history }, signal());
      },
    ),
    launchMigration: guarded(async ({ plan, approval, decision, ...request }: LaunchRequest) => {
      requireForm(LAUNCHES.includes(decision), 'decision');
      const tools = await inAccount(request);
      await alone(tools);
      const terms = termsOf(request);
      const launch = await orGone(() =>
        launchApproved({ plan, approval, decision }, terms, run(), tools, signal()),
      );
      return attestor.attest('launch', aboutLaunch(request), launch);
    }),
    /** The decision about the cut-over, which follows the round of the request. */
    approveCutOver: guarded(
      async ({
        plan,
        approval,
        ...request
      }: WithInput & Required<Pick<WithInput, 'askedBy'>> & ApprovedLaunch) => {
        const terms = termsOf(request);
        const { askedBy } = request;
        const cutOver = await orGone(() =>
          cutOverApproved({ plan, approval, askedBy }, terms, run(), known(request), signal()),
        );
        return attestor.attest('cut-over', aboutLaunch(request), cutOver);
      },
    ),
    /** What an earlier run launched, and which round of it was the last. */
    findLaunch: guarded(async (request: MigrationRequest) => {
      const { migration, service } = known(request);
      const round = await newestLaunched(migration, service, signal());
      const launch = await orGone(() => findLaunch(known({ ...request, round }), signal()));
      return { launch: attestor.attest('launch', aboutLaunch(request), launch), round };
    }),
    /** Creates and launches the job of a later round: of those that were approved, or after differences. */
    launchRound: guarded(async ({ different, ...request }: LaunchRoundRequest) => {
      const { migration, launch } = launched(request);
      if (!launch.rounds && (different === null || compared(migration, different).identical)) {
        throw new PrepError('ApprovalVoid', {
          resource: phrase('resource.launchOf', { name: migration.names.job }),
        });
      }
      return launchRound(await changing(request), signal());
    }),
    /** Stops for a person if both sides differ. */
    checkCompared: guarded(
      async ({
        found,
        ...request
      }: MigrationRequest & { readonly found: AttestedAbout<VerificationResult> }) => {
        const { migration } = known(request);
        requireIdentical(migration, compared(migration, found));
      },
    ),
    watchMigration: guarded(async (request: LaunchedRequest): Promise<JobProgress> => {
      const { migration, ownership, service } = launched(request);
      return orGone(() => watchJob(namesOfJob(migration, request.number), ownership, service, signal()));
    }),
    checkFailures: guarded(async (request: LaunchedRequest) => {
      const tools = launched(request);
      const oss = clouds.oss(tools.migration.destination.region);
      return orGone(() => checkFailures(request.number, { ...tools, oss, attempt: attempt() }, signal()));
    }),
    /** Launches the job of that number, which repairs the one before; null if nothing failed there. */
    repairMigration: guarded(async (request: LaunchedRequest) => {
      launched(request);
      const tools = await changing(request);
      return orGone(() => repairJob(request.number, tools, signal()));
    }),
    /** Removes the user that was created for the service; then reads everything back. */
    concludeMigration: guarded(
      async ({ verification, ...request }: ConcludeRequest): Promise<Omit<MigratedResult, 'audit'>> => {
        const { launch, ownership, service } = launched(request);
        const { migration } = known({ migration: request.migration });
        const cutOver = cutOverOf(request);
        const about = {
          migration,
          launch,
          last: { round: request.round, number: request.number },
          cutOver,
          verification:
            verification === null
              ? null
              : comparedSince(cutOver?.decidedAt ?? launch.launchedAt, migration, verification),
          reader: await removeReader(await changing(request), signal()),
          compared: comparedSource(migration.source, settings),
          attempt: attempt(),
        };
        return signedResult(await migratedResult(about, run(), ownership, service, signal()), attestor.keys);
      },
    ),
    undoMigration: guarded(
      async ({ number, ...request }: MigrationRequest & { readonly number?: number }) => {
        const report = await undoMigration(await changing(request), signal(), number);
        return attestor.attest('undo', { ...run() }, report);
      },
    ),
    concludeUnlaunched: guarded(
      async ({
        plan,
        undone,
        outcome,
        because,
      }: ConcludeUnlaunchedRequest): Promise<Omit<NotMigratedResult, 'audit' | 'decisions'>> => {
        requireForm(NOT_LAUNCHED.includes(outcome), 'outcome');
        const { digest } = attestor.read('launch-plan', { workflowId: run().workflowId }, plan);
        const undo = attestor.read('undo', { ...run() }, undone);
        return signedResult(
          notMigratedResult({ outcome, because, planDigest: digest, undo }, run()),
          attestor.keys,
        );
      },
    ),
  };
}

/** Whether it is the name of a person as messages give it. */
function isPerson(name: unknown): boolean {
  const read = readCutOver({ by: name });
  return read.ok && read.value.by === name;
}
