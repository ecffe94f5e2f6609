import { hostname, userInfo } from 'node:os';
import { visible } from '../../presentation/text/foreign-text';
import { phrase, type Words } from '../../presentation/words/words';
import { provenBySender } from '../../presentation/details/approval-in-words';
import { runArgument } from '../../contracts/runs/run-commands';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { decideBySignal, leaveAsSignal } from './decide-by-signal';
import { EXIT } from '../exit-codes';
import type { DecisionMessage, Preparations } from '../runs/preparations';
import { showPlan, showPlanToSign, type ShownPlan } from './show-plan';
import { signDecision } from './signed-decision';
import { demandRunning } from '../runs/demand-running';
import { phaseText } from '../terminal/status-text';
import { isUnanswered } from '../runs/unanswered';

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

/**
 * Sends a decision about the plan that waits, after showing that plan unless it is to be quiet.
 *
 * @throws CommandError `DecisionRefused` with the workflow's reason, `AlreadyFinished`, `NoWorker`, `SigningFailed`
 */
export async function decide(
  preparations: Preparations,
  request: DecisionRequest,
  context: CommandContext,
  quiet: boolean,
): Promise<Answer> {
  const show = (text: string) => (quiet ? undefined : context.terminal.say(text));
  const { workflowId, decision, approver, comment = '', signal, key } = request;
  const { runId } = await demandRunning(preparations, workflowId);
  const shown = await shownPlan(preparations, request, context, show);
  const planDigest = request.digest ?? shown?.planDigest;
  const from = sender();
  const about = { decision, approver, comment, runId };
  let decided: DecisionMessage;
  if (key === undefined) {
    decided = { ...about, planDigest, from };
  } else {
    const signed = await signDecision(
      { ...about, workflowId, planDigest: needed(planDigest) },
      key,
      context.sign,
    );
    show(context.say(phrase('command.signedWith', { fingerprint: signed.fingerprint })));
    decided = { ...signed.message, from };
  }
  if (signal) {
    return leaveAsSignal(preparations, workflowId, decided, context);
  }
  try {
    if (shown !== undefined && provenBySender(decision, shown.rules)) {
      return await decideBySignal(preparations, workflowId, decided, context);
    }
    const receipt = await preparations.decide(workflowId, decided);
    const message = context.say(receipt.message);
    return {
      exitCode: EXIT.done,
      json: { workflowId, ...receipt, message, planDigest: planDigest ?? null },
      text: visible(message),
    };
  } catch (error) {
    throw isUnanswered(error) && error.type === 'NoWorker' ? unanswered(error, decision) : error;
  }
}

/** Sends `retry` to a run that requires an action. */
export async function sendRetry(
  preparations: Preparations,
  workflowId: string,
  by: string | undefined,
  { say, words }: CommandContext,
): Promise<Answer> {
  await demandRunning(preparations, workflowId);
  await demandActionRequired(preparations, workflowId, words);
  await preparations.signal(workflowId, 'retry', by === undefined ? {} : { by });
  return {
    exitCode: EXIT.done,
    json: { workflowId, sent: 'retry' },
    text: say(phrase('command.retrySent', { workflowId, see: `npx prep watch ${runArgument(workflowId)}` })),
  };
}

/** If no worker answers, the signal is sent all the same, and judged when one runs. */
async function demandActionRequired(
  preparations: Preparations,
  workflowId: string,
  words: Words,
): Promise<void> {
  try {
    const status = await preparations.status(workflowId);
    if (status.phase.name !== 'action required') {
      throw new CommandError(
        'NothingToRetry',
        phrase('command.nothingToRetry', { workflowId, phase: phaseText(status, words) }),
      );
    }
  } catch (error) {
    if (!isUnanswered(error) || error.type === 'WorkflowTaskFailed') {
      throw error;
    }
  }
}

/** Shows the plan, and returns it; undefined if there is none to show. */
async function shownPlan(
  preparations: Preparations,
  { workflowId, decision, signal, key }: DecisionRequest,
  context: CommandContext,
  show: (text: string) => void,
): Promise<ShownPlan | undefined> {
  try {
    return await (key === undefined ? showPlan : showPlanToSign)(preparations, workflowId, context, show);
  } catch (error) {
    if (!isUnanswered(error)) {
      throw error;
    }
    if (!signal) {
      throw unanswered(error, decision);
    }
    show(context.say(phrase('command.planNotShown', { why: error.said })));
    return undefined;
  }
}

function needed(planDigest: string | undefined): string {
  if (planDigest === undefined) {
    throw new CommandError('InvalidInput', phrase('command.digestNeeded'));
  }
  return planDigest;
}

function unanswered(error: CommandError, decision: 'approve' | 'reject'): CommandError {
  return new CommandError(error.type, phrase('command.onlyWorkersAnswer', { why: error.said, decision }));
}

/** The user and the machine that send a message, as far as this process knows; it proves nothing. */
export function sender(): string {
  return `${userName()}@${hostname()} (prep)`.slice(0, 128);
}

/** In containers the user ID often has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
