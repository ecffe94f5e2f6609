import { runArgument } from '../contracts/run-commands';
import type { Answer } from './answer';
import { CommandError } from './command-error';
import { EXIT } from './exit-codes';
import type { DecisionMessage, Preparations } from './preparations';
import { exitCodeOf, standingOf } from './standing';
import { planText } from './standing-text';

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
}

/**
 * Sends a decision about the plan that waits, after showing that plan.
 *
 * @param say shows the plan before anything is sent
 * @throws CommandError `DecisionRefused` with the workflow's reason, `AlreadyFinished`, `NoWorker`
 */
export async function decide(
  preparations: Preparations,
  request: DecisionRequest,
  say: (text: string) => void,
): Promise<Answer> {
  const { workflowId, decision, signal } = request;
  await requireRunning(preparations, workflowId);
  const shownDigest = await showPlan(preparations, request, say);
  const message: DecisionMessage = {
    decision,
    approver: request.approver,
    ...(request.comment === undefined ? {} : { comment: request.comment }),
    ...withDigest(request.digest ?? shownDigest),
  };
  if (signal) {
    return bySignal(preparations, workflowId, message);
  }
  try {
    const receipt = await preparations.decide(workflowId, message);
    return {
      exitCode: EXIT.done,
      json: { workflowId, ...receipt, planDigest: message.planDigest ?? null },
      text: receipt.message,
    };
  } catch (error) {
    throw error instanceof CommandError && error.type === 'NoWorker' ? unanswered(error, decision) : error;
  }
}

/** Sends `retry` to a run whose step needs attention. */
export async function sendRetry(
  preparations: Preparations,
  workflowId: string,
  by: string | undefined,
): Promise<Answer> {
  await requireRunning(preparations, workflowId);
  await requireAttention(preparations, workflowId);
  await preparations.signal(workflowId, 'retry', by === undefined ? {} : { by });
  return {
    exitCode: EXIT.done,
    json: { workflowId, sent: 'retry' },
    text: `Sent retry to ${workflowId}; see what comes of it: npx prep watch ${runArgument(workflowId)}`,
  };
}

async function requireRunning(preparations: Preparations, workflowId: string): Promise<void> {
  const { state } = await preparations.describe(workflowId);
  if (state !== 'running') {
    const code = exitCodeOf(await standingOf(preparations, workflowId));
    throw new CommandError(
      'AlreadyFinished',
      `${workflowId} has ended (${state}) and takes no messages any more; see: npx prep status ${runArgument(workflowId)}`,
      code === EXIT.rejectedOrTimedOut ? code : EXIT.error,
    );
  }
}

/** Without a worker nobody can say: the signal is sent then, and judged when one runs. */
async function requireAttention(preparations: Preparations, workflowId: string): Promise<void> {
  try {
    const { phase } = await preparations.status(workflowId);
    if (phase.name !== 'needs attention') {
      throw new CommandError(
        'NothingToRetry',
        `${workflowId} is ${phase.name}; nothing of it needs attention, so nothing was sent.`,
      );
    }
  } catch (error) {
    if (!(error instanceof CommandError) || error.type !== 'NoWorker') {
      throw error;
    }
  }
}

/** @returns the digest of the plan shown; undefined where there is none to show */
async function showPlan(
  preparations: Preparations,
  { workflowId, decision, signal }: DecisionRequest,
  say: (text: string) => void,
): Promise<string | undefined> {
  try {
    const { approval } = await preparations.status(workflowId);
    if (approval !== null) {
      say(planText(approval));
    }
    return approval?.planDigest;
  } catch (error) {
    if (!(error instanceof CommandError) || error.type !== 'NoWorker') {
      throw error;
    }
    if (!signal) {
      throw unanswered(error, decision);
    }
    say('No worker answers, so the plan cannot be shown.');
    return undefined;
  }
}

async function bySignal(
  preparations: Preparations,
  workflowId: string,
  { decision, approver, comment, planDigest }: DecisionMessage,
): Promise<Answer> {
  const remark = comment === undefined ? {} : { [decision === 'approve' ? 'comment' : 'reason']: comment };
  await preparations.signal(workflowId, decision, { approver, ...remark, ...withDigest(planDigest) });
  return {
    exitCode: EXIT.done,
    json: { workflowId, sent: decision, planDigest: planDigest ?? null },
    text: `Sent ${decision} to ${workflowId} as a signal, which is not answered; whether it counted: npx prep status ${runArgument(workflowId)}`,
  };
}

function withDigest(planDigest: string | undefined): { planDigest?: string } {
  return planDigest === undefined ? {} : { planDigest };
}

function unanswered(error: CommandError, decision: 'approve' | 'reject'): CommandError {
  return new CommandError(
    error.type,
    `${error.message} Only a worker can answer an update. To leave the ${decision === 'approve' ? 'approval' : 'rejection'} for the next worker, send it as a signal: add --signal.`,
  );
}
