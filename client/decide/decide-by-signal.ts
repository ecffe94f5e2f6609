import { named } from '../../presentation/text/foreign-text';
import type { Say } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { ApprovalEvent } from '../../contracts/approval/approval';
import { statusCommand } from '../../contracts/runs/run-commands';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { EXIT } from '../exit-codes';
import type { DecisionMessage, Preparations } from '../runs/preparations';

const ASK_EVERY_MS = 500;
/** A worker that cannot find the sender gives up after some seconds. */
const ASK_TIMES = 60;

type Judged = Extract<ApprovalEvent, { kind: 'decision' | 'refused' }>;

/**
 * Sends a decision as a signal, and asks the audit whether it counted: a signal itself is not answered.
 *
 * @throws CommandError `DecisionRefused` with the workflow's reason, `NoWorker`
 */
export async function decideBySignal(
  preparations: Preparations,
  workflowId: string,
  message: DecisionMessage,
  { pause, say }: CommandContext,
): Promise<Answer> {
  const { decision, approver, planDigest } = message;
  const before = new Set((await judgedAbout(preparations, workflowId, message)).map(known));
  await preparations.signal(workflowId, decision, asSignal(message));
  for (let asked = 0; asked < ASK_TIMES; asked += 1) {
    const now = await judgedAbout(preparations, workflowId, message);
    const judged = now.find((event) => !before.has(known(event)));
    if (judged?.kind === 'refused') {
      throw new CommandError(
        'DecisionRefused',
        phrase('command.decisionRefused', { reason: judged.refusal.reason }),
      );
    }
    if (judged?.kind === 'decision') {
      const { approvals, required } = judged;
      const text = say(
        phrase('command.decisionCounted', { decision, approver: named(approver), approvals, required }),
      );
      return {
        exitCode: EXIT.done,
        json: { workflowId, accepted: true, message: text, planDigest: planDigest ?? null },
        text,
      };
    }
    await pause(ASK_EVERY_MS);
  }
  return notAnswered(workflowId, message, 'command.signalNotJudged', say);
}

/** Sends a decision as a signal, for whichever worker comes. */
export async function leaveAsSignal(
  preparations: Preparations,
  workflowId: string,
  message: DecisionMessage,
  { say }: CommandContext,
): Promise<Answer> {
  await preparations.signal(workflowId, message.decision, asSignal(message));
  return notAnswered(workflowId, message, 'command.signalLeft', say);
}

/** The message as the signal of its decision takes it. */
export function asSignal({ decision, comment, ...words }: DecisionMessage): object {
  return comment === '' ? words : { ...words, [decision === 'approve' ? 'comment' : 'reason']: comment };
}

/** The results of decisions like this one. */
async function judgedAbout(
  preparations: Preparations,
  workflowId: string,
  { decision, approver }: DecisionMessage,
): Promise<Judged[]> {
  const { events } = await preparations.audit(workflowId);
  return events.filter((event): event is Judged => {
    switch (event.kind) {
      case 'decision':
        return event.decision.approver === approver && event.decision.decision === decision;
      case 'refused':
        return event.refusal.approver === approver && event.refusal.wanted === decision;
      default:
        return false;
    }
  });
}

function known(event: Judged): string {
  return JSON.stringify(event);
}

function notAnswered(
  workflowId: string,
  { decision, planDigest }: DecisionMessage,
  which: 'command.signalNotJudged' | 'command.signalLeft',
  say: Say,
): Answer {
  return {
    exitCode: EXIT.done,
    json: { workflowId, sent: decision, planDigest: planDigest ?? null },
    text: say(phrase(which, { decision, workflowId, see: statusCommand(workflowId) })),
  };
}
