import { visible } from '../presentation/text/foreign-text';
import { provenBySender } from '../presentation/details/approval-in-words';
import { runArgument } from '../contracts/run-commands';
import type { Answer } from './answer';
import type { CommandContext } from './command-context';
import { CommandError } from './command-error';
import { decideBySignal, leaveAsSignal } from './decide-by-signal';
import { EXIT } from './exit-codes';
import type { DecisionMessage, Preparations } from './preparations';
import { sender } from './sender';
import { showPlan, showPlanToSign, type ShownPlan } from './show-plan';
import { signDecision } from './signed-decision';
import { exitCodeOf, standingOf } from './run-status';
import { isUnanswered } from './unanswered';

/** What somebody decides about a plan, and how it is sent. */
export interface DecisionRequest {
  readonly workflowId: string;
  readonly decision: 'approve' | 'reject';
  readonly approver: string;
  readonly comment: string | undefined;
  /** The digest that the plan must have; default: that of the plan that is shown. */
  readonly digest: string | undefined;
  /** Sends a signal: it waits for a worker, but is not answered. */
  readonly signal: boolean;
  /** The SSH key to sign it with. */
  readonly key: string | undefined;
}

/** What deciding needs beside the runs. */
export interface DecisionAids {
  /** Shows the plan before anything is sent. */
  readonly say: (text: string) => void;
  readonly sign: CommandContext['sign'];
  readonly pause: CommandContext['pause'];
}

/**
 * Sends a decision about the plan that waits, after showing that plan.
 *
 * @throws CommandError `DecisionRefused` with the workflow's reason, `AlreadyFinished`, `NoWorker`, `SigningFailed`
 */
export async function decide(
  preparations: Preparations,
  request: DecisionRequest,
  { say, sign, pause }: DecisionAids,
): Promise<Answer> {
  const { workflowId, decision, approver, comment = '', signal, key } = request;
  const runId = await runningId(preparations, workflowId);
  const shown = await shownPlan(preparations, request, say);
  const planDigest = request.digest ?? shown?.planDigest;
  const from = sender();
  const about = { decision, approver, comment, runId };
  let message: DecisionMessage;
  if (key === undefined) {
    message = { ...about, planDigest, from };
  } else {
    const signed = await signDecision({ ...about, workflowId, planDigest: needed(planDigest) }, key, sign);
    say(`Signed with ${signed.fingerprint}`);
    message = { ...signed.message, from };
  }
  if (signal) {
    return leaveAsSignal(preparations, workflowId, message);
  }
  try {
    if (shown !== undefined && provenBySender(decision, shown.rules)) {
      return await decideBySignal(preparations, workflowId, message, pause);
    }
    const receipt = await preparations.decide(workflowId, message);
    return {
      exitCode: EXIT.done,
      json: { workflowId, ...receipt, planDigest: planDigest ?? null },
      text: visible(receipt.message),
    };
  } catch (error) {
    throw isUnanswered(error) && error.type === 'NoWorker' ? unanswered(error, decision) : error;
  }
}

/** Sends `retry` to a run whose step action required. */
export async function sendRetry(
  preparations: Preparations,
  workflowId: string,
  by: string | undefined,
): Promise<Answer> {
  await runningId(preparations, workflowId);
  await requireAttention(preparations, workflowId);
  await preparations.signal(workflowId, 'retry', by === undefined ? {} : { by });
  return {
    exitCode: EXIT.done,
    json: { workflowId, sent: 'retry' },
    text: `Sent retry to ${workflowId}; see what comes of it: npx prep watch ${runArgument(workflowId)}`,
  };
}

/** The ID of the run, which must not have ended. */
async function runningId(preparations: Preparations, workflowId: string): Promise<string> {
  const { state, runId } = await preparations.describe(workflowId);
  if (state !== 'running') {
    const code = exitCodeOf(await standingOf(preparations, workflowId));
    throw new CommandError(
      'AlreadyFinished',
      `${workflowId} has ended (${state}) and takes no messages any more; see: npx prep status ${runArgument(workflowId)}`,
      code === EXIT.rejectedOrTimedOut ? code : EXIT.error,
    );
  }
  return runId;
}

/** Without an answer nobody can say: the signal is sent then, and judged when a worker runs. */
async function requireAttention(preparations: Preparations, workflowId: string): Promise<void> {
  try {
    const { phase } = await preparations.status(workflowId);
    if (phase.name !== 'action required') {
      throw new CommandError(
        'NothingToRetry',
        `${workflowId} is ${phase.name}; nothing of it action required, so nothing was sent.`,
      );
    }
  } catch (error) {
    if (!isUnanswered(error) || error.type === 'WorkflowTaskFailed') {
      throw error;
    }
  }
}

/** Shows the plan, and returns it; undefined where there is none to show. */
async function shownPlan(
  preparations: Preparations,
  { workflowId, decision, signal, key }: DecisionRequest,
  say: DecisionAids['say'],
): Promise<ShownPlan | undefined> {
  try {
    return await (key === undefined ? showPlan : showPlanToSign)(preparations, workflowId, say);
  } catch (error) {
    if (!isUnanswered(error)) {
      throw error;
    }
    if (!signal) {
      throw unanswered(error, decision);
    }
    say(`The plan cannot be shown. ${error.message}`);
    return undefined;
  }
}

function needed(planDigest: string | undefined): string {
  if (planDigest === undefined) {
    throw new CommandError(
      'InvalidInput',
      'No worker shows the plan, so nobody knows what would be signed. Give the digest of the plan that you have read with --digest.',
    );
  }
  return planDigest;
}

function unanswered(error: CommandError, decision: 'approve' | 'reject'): CommandError {
  return new CommandError(
    error.type,
    `${error.message} Only a worker can answer an update. To leave the ${decision === 'approve' ? 'approval' : 'rejection'} for the next worker, send it as a signal: add --signal.`,
  );
}
