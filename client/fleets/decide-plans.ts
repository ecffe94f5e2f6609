import { fleetNameOf } from '../../contracts/names';
import { batchCommand } from '../../contracts/runs/run-commands';
import { alignedLines } from '../../presentation/report/aligned-lines';
import { named, visible } from '../../presentation/text/foreign-text';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { decide } from '../decide/decide';
import { EXIT, type ExitCode } from '../exit-codes';
import type { Preparations } from '../runs/preparations';
import { readText } from '../read-text';
import { eachAtOnce } from './each-at-once';
import { fleetRun, fleetState } from './fleet-state';
import { readPlanList, type ListedPlan } from './plan-list';
import { ProblemsOfRuns } from './problems-of-runs';
import { planBlock, plansOfDigest } from './waiting-plans';

/** What somebody decides: about a reviewed list of plans, or all that wait, by the digest over them. */
export interface DecideFleetOptions {
  readonly approver: string;
  readonly comment?: string;
  /** Of a rejection. */
  readonly reason?: string;
  readonly plans?: string;
  readonly digest?: string;
  readonly key?: string;
  readonly json?: boolean;
}

/** What came of the decision about one plan. */
type Outcome = 'counted' | 'counted before' | 'changed' | 'not waiting' | 'not answered' | 'refused';

interface Decided {
  readonly bucket: string;
  readonly planDigest: string;
  readonly outcome: Outcome;
  readonly message: string;
}

const SENT_AT_ONCE = 8;

/**
 * Approves or rejects exactly the plans that somebody has reviewed, each by a decision of its own that names its digest; with a key,
 * each is signed. A plan that changed since is not decided, and holds up no other.
 *
 * @throws CommandError `InvalidInput`, `PlanUntrustworthy`, `DecisionRefused`
 */
export async function decidePlans(
  preparations: Preparations,
  decision: 'approve' | 'reject',
  fleetId: string,
  options: DecideFleetOptions,
  context: CommandContext,
): Promise<Answer> {
  const plans = await reviewedPlans(preparations, fleetId, options, context);
  // Whoever has to type a passphrase is asked one question at a time.
  const atOnce = options.key === undefined ? SENT_AT_ONCE : 1;
  const problems = new ProblemsOfRuns();
  const decided = await eachAtOnce(plans, atOnce, (plan) =>
    decideOne(preparations, decision, plan, { ...options, problems }, context),
  );
  // The fleet looks at what is new at once; it would find out by itself.
  const { workflowId } = await fleetRun(preparations, fleetId);
  const name = fleetNameOf(workflowId);
  await preparations.signal(workflowId, 'look', {}).catch(unlessEnded);
  const count = (outcome: Outcome) => decided.filter((one) => one.outcome === outcome).length;
  const counts = {
    counted: count('counted'),
    countedBefore: count('counted before'),
    changed: count('changed'),
    notWaiting: count('not waiting'),
    notAnswered: count('not answered'),
    refused: count('refused'),
  };
  return {
    exitCode: exitCodeOf(counts),
    json: { fleet: name, ...counts, plans: decided },
    text: decidedText(workflowId, decision, decided, counts, context),
  };
}

async function reviewedPlans(
  preparations: Preparations,
  fleetId: string,
  { plans: file, digest, json }: DecideFleetOptions,
  context: CommandContext,
): Promise<readonly ListedPlan[]> {
  if ((file === undefined) === (digest === undefined)) {
    throw new CommandError('InvalidInput', phrase('fleet.plansOrDigest'));
  }
  if (digest !== undefined) {
    const plans = await plansOfDigest(preparations, fleetId, digest, context);
    if (json !== true) {
      plans.forEach((plan) => context.terminal.say(planBlock(plan)));
    }
    return plans;
  }
  const plans = readPlanList(
    await readText(file ?? '', context.readStdin),
    file === '-' ? null : (file ?? ''),
  );
  const { name, members } = await fleetState(preparations, fleetId);
  const buckets = new Set(members.map(({ bucket }) => bucket));
  const strangers = plans.filter(({ bucket }) => !buckets.has(bucket)).map(({ bucket }) => named(bucket));
  if (strangers.length > 0) {
    throw new CommandError(
      'InvalidInput',
      phrase('fleet.notOfFleet', { name, buckets: strangers.slice(0, 10) }),
    );
  }
  return plans;
}

async function decideOne(
  preparations: Preparations,
  decision: 'approve' | 'reject',
  { bucket, workflowId, planDigest }: ListedPlan,
  { approver, comment, reason, key, problems }: DecideFleetOptions & { readonly problems: ProblemsOfRuns },
  context: CommandContext,
): Promise<Decided> {
  const said = (outcome: Outcome, message: Said): Decided => {
    return { bucket, planDigest, outcome, message: visible(context.say(message)) };
  };
  const answered = (outcome: Outcome, message: Said): Decided => {
    problems.answered();
    return said(outcome, message);
  };
  try {
    const { phase, approval } = await preparations.status(workflowId);
    const isSame = approval?.planDigest === planDigest;
    const before = approval?.decisions.find((one) => one.approver === approver && one.decision === decision);
    if (isSame && before !== undefined) {
      return answered('counted before', phrase('fleet.countedBefore', { decision, at: before.at }));
    }
    if (phase.name !== 'waiting for approval') {
      return answered('not waiting', phrase('fleet.notWaiting'));
    }
    if (!isSame) {
      return answered('changed', phrase('fleet.changed'));
    }
    const request = {
      workflowId,
      decision,
      approver,
      comment: comment ?? reason,
      digest: planDigest,
      key,
      signal: false,
    } as const;
    const { json } = await decide(preparations, request, context, true);
    return answered('counted', (json as { message?: string }).message ?? '');
  } catch (error) {
    const isRefused = error instanceof CommandError && error.type === 'DecisionRefused';
    return said(isRefused ? 'refused' : 'not answered', problems.of(error));
  }
}

function unlessEnded(error: unknown): void {
  if (!(error instanceof CommandError) || error.type !== 'AlreadyFinished') {
    throw error;
  }
}

interface Counts {
  readonly counted: number;
  /** Of decisions that the same person sends again, for example after a lost answer: they change nothing. */
  readonly countedBefore: number;
  readonly changed: number;
  readonly notWaiting: number;
  /** No answer, or none that a preparation gives: the decision may count, and can be sent again. */
  readonly notAnswered: number;
  readonly refused: number;
}

function exitCodeOf({ refused, changed, notWaiting, notAnswered }: Counts): ExitCode {
  if (refused + notAnswered > 0) {
    return EXIT.error;
  }
  return changed > 0 ? EXIT.waitingForApproval : notWaiting > 0 ? EXIT.error : EXIT.done;
}

function decidedText(
  workflowId: string,
  decision: 'approve' | 'reject',
  decided: readonly Decided[],
  counts: Counts,
  { words, say }: CommandContext,
): string {
  const left = decided.filter(({ outcome }) => outcome !== 'counted');
  return [
    say(
      phrase('fleet.decided', {
        decision,
        count: counts.counted,
        before: counts.countedBefore,
        of: decided.length,
      }),
    ),
    ...alignedLines(
      left.map(({ bucket, outcome, message }) => [named(bucket), words.fleets.outcomes[outcome], message]),
    ),
    ...(counts.changed > 0 ? [words.fleets.reviewWith(batchCommand('plans', workflowId))] : []),
  ].join('\n');
}
