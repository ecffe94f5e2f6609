import { shellWord } from '../../contracts/run-commands';
import { plansDigest } from '../../contracts/fleet-digest';
import { preparationWorkflowId } from '../../contracts/names';
import { isMigrationPlan } from '../../contracts/plan';
import type { PreparationStatus } from '../../contracts/status';
import { named, visibleJson } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { showPlanToSign } from '../decide/show-plan';
import { EXIT } from '../exit-codes';
import { writePrivateFile } from '../private-file';
import type { Preparations } from '../runs/preparations';
import { eachAtOnce } from './each-at-once';
import { fleetState } from './fleet-state';
import type { ListedPlan } from './plan-list';

const ASKED_AT_ONCE = 8;

/** A plan that waits, and how it is shown. */
export interface WaitingPlan extends ListedPlan {
  readonly text: string;
}

/** The plans of a fleet that wait for an approval now. The words and the digest of each are made here, of the plan itself. */
export async function waitingPlans(
  preparations: Preparations,
  name: string,
  context: CommandContext,
): Promise<WaitingPlan[]> {
  const { members } = await fleetState(preparations, name, 'waiting for approval');
  const found = await eachAtOnce(members, ASKED_AT_ONCE, async ({ bucket }) => {
    const workflowId = preparationWorkflowId(bucket);
    const { phase }: PreparationStatus = await preparations.status(workflowId);
    if (phase.name !== 'waiting for approval') {
      return null;
    }
    let text = '';
    const { planDigest } = await showPlanToSign(preparations, workflowId, context, (said) => (text = said));
    const plan = (await preparations.plan(workflowId))?.plan;
    return plan === undefined || isMigrationPlan(plan)
      ? null
      : { bucket, workflowId, planDigest, plan, text };
  });
  return found.filter((one) => one !== null);
}

/**
 * Shows every plan of a fleet that waits, with one digest over all of them, and writes them to a file for the review.
 *
 * @throws CommandError `FileRefused`
 */
export async function showPlans(
  preparations: Preparations,
  name: string,
  { out, force }: { readonly out?: string; readonly force?: true },
  context: CommandContext,
): Promise<Answer> {
  const plans = await waitingPlans(preparations, name, context);
  const digest = plansDigest(plans);
  const list = {
    fleet: name,
    digest,
    plans: plans.map(({ bucket, workflowId, planDigest, plan }) => ({
      bucket,
      workflowId,
      planDigest,
      plan,
    })),
  };
  if (out !== undefined) {
    await writePrivateFile(out, `${visibleJson(list, 2)}\n`, force === true);
  }
  const { fleets } = context.words;
  const decided = `--approver YOUR-NAME ${out === undefined ? `--digest ${digest}` : `--plans ${shellWord(out)}`}`;
  return {
    exitCode: EXIT.done,
    json: list,
    text:
      plans.length === 0
        ? context.say(phrase('fleet.noPlans', { name }))
        : [
            ...plans.map(planBlock),
            fleets.allPlans(plans.length, digest),
            fleets.approveWith(
              `npx prep batch approve ${shellWord(name)} ${decided}`,
              `npx prep batch reject ${shellWord(name)} ${decided} --reason "…"`,
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
  name: string,
  digest: string,
  context: CommandContext,
): Promise<WaitingPlan[]> {
  const plans = await waitingPlans(preparations, name, context);
  const found = plansDigest(plans);
  if (found !== digest) {
    const about = { name, count: plans.length, found, digest: named(digest) };
    throw new CommandError('DecisionRefused', phrase('fleet.otherPlans', about));
  }
  return plans;
}
