import { batchCommand } from '../../contracts/runs/run-commands';
import { pathWord } from '../../presentation/text/shell-word';
import { plansDigest } from '../../contracts/runs/fleet-digest';
import { preparationWorkflowId } from '../../contracts/names';
import { isMigrationPlan } from '../../contracts/runs/plan';
import { named, visible, visibleJson } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { planToSign } from '../decide/show-plan';
import { EXIT } from '../exit-codes';
import { writePrivateFile } from '../private-file';
import type { Preparations } from '../runs/preparations';
import { eachAtOnce } from './each-at-once';
import { fleetState } from './fleet-state';
import { ProblemsOfRuns } from './problems-of-runs';
import type { ListedPlan } from './plan-list';

const ASKED_AT_ONCE = 8;

/** A plan that waits, and how it is shown. */
export interface WaitingPlan extends ListedPlan {
  readonly text: string;
}

/** What of a fleet waits for an approval. */
export interface WaitingPlans {
  readonly name: string;
  /** Of the fleet. */
  readonly workflowId: string;
  readonly plans: readonly WaitingPlan[];
}

/** The plans of a fleet that wait for an approval now. One that cannot be shown is left out, and that is told. */
export async function waitingPlans(
  preparations: Preparations,
  fleetId: string,
  context: CommandContext,
): Promise<WaitingPlans> {
  const { name, run, members } = await fleetState(preparations, fleetId, 'waiting for approval');
  const problems = new ProblemsOfRuns();
  const found = await eachAtOnce(members, ASKED_AT_ONCE, async ({ bucket }) => {
    try {
      const plan = await waitingPlan(preparations, bucket, context);
      problems.answered();
      return plan;
    } catch (error) {
      const why = visible(context.say(problems.of(error)));
      context.tell(phrase('fleet.planNotShown', { bucket: named(bucket), why }));
      return null;
    }
  });
  return { name, workflowId: run.workflowId, plans: found.filter((one) => one !== null) };
}

/** The words and the digest are made here, of the plan itself. Null if none waits. */
async function waitingPlan(
  preparations: Preparations,
  bucket: string,
  context: CommandContext,
): Promise<WaitingPlan | null> {
  const workflowId = preparationWorkflowId(bucket);
  const status = await preparations.status(workflowId);
  if (status.phase.name !== 'waiting for approval') {
    return null;
  }
  const frozen = await preparations.plan(workflowId);
  const { approval, text } = planToSign(workflowId, status, frozen, context);
  const plan = frozen?.plan;
  return plan === undefined || isMigrationPlan(plan)
    ? null
    : { bucket, workflowId, planDigest: approval.planDigest, plan, text };
}

/**
 * Shows every plan of a fleet that waits, with one digest over all of them, and writes them to a file for the review.
 *
 * @throws CommandError `FileRefused`
 */
export async function showPlans(
  preparations: Preparations,
  fleetId: string,
  { out, force }: { readonly out?: string; readonly force?: true },
  context: CommandContext,
): Promise<Answer> {
  const { name, workflowId, plans } = await waitingPlans(preparations, fleetId, context);
  const digest = plansDigest(plans);
  const list = {
    fleet: name,
    digest,
    plans: plans.map(({ bucket, workflowId: preparedBy, planDigest, plan }) => {
      return { bucket, workflowId: preparedBy, planDigest, plan };
    }),
  };
  if (out !== undefined) {
    await writePrivateFile(out, `${visibleJson(list, 2)}\n`, force === true);
  }
  const { fleets } = context.words;
  const decided = `--approver YOUR-NAME ${out === undefined ? `--digest ${digest}` : `--plans ${pathWord(out)}`}`;
  return {
    exitCode: EXIT.done,
    json: list,
    text:
      plans.length === 0
        ? context.say(phrase('fleet.noPlans', { name, see: batchCommand('status', workflowId) }))
        : [
            ...plans.map(planBlock),
            fleets.allPlans(plans.length, digest),
            fleets.approveWith(
              `${batchCommand('approve', workflowId)} ${decided}`,
              `${batchCommand('reject', workflowId)} ${decided} --reason "…"`,
            ),
          ].join('\n'),
  };
}

/** A plan with its bucket above it. */
export function planBlock({ bucket, text }: Pick<WaitingPlan, 'bucket' | 'text'>): string {
  return `${named(bucket)}\n${text}\n`;
}

/**
 * The plans that wait, if they are just those that somebody has reviewed.
 *
 * @throws CommandError `DecisionRefused` if any is another one, or is missing or new
 */
export async function plansOfDigest(
  preparations: Preparations,
  fleetId: string,
  digest: string,
  context: CommandContext,
): Promise<readonly WaitingPlan[]> {
  const { workflowId, plans } = await waitingPlans(preparations, fleetId, context);
  const found = plansDigest(plans);
  if (found !== digest) {
    const see = batchCommand('plans', workflowId);
    const about = { count: plans.length, found, digest: named(digest), see };
    throw new CommandError('DecisionRefused', phrase('fleet.otherPlans', about));
  }
  return plans;
}
