import type { PreparationStatus } from '../../contracts/runs/status';
import { runArgument } from '../../contracts/runs/run-commands';
import { alignedLines } from '../../presentation/report/aligned-lines';
import { named } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { EXIT } from '../exit-codes';
import { demandRunning } from '../runs/demand-running';
import type { Preparations } from '../runs/preparations';
import { decisionRows } from '../terminal/status-text';

/**
 * Asks a migration for its cut-over: its rounds end, and a last one is run once that is approved.
 *
 * @throws CommandError `AlreadyFinished`, `NoRounds`, `AlreadyRequested`; `NoWorker` if none answers
 */
export async function requestCutOver(
  preparations: Preparations,
  workflowId: string,
  by: string,
  context: CommandContext,
): Promise<Answer> {
  await demandRunning(preparations, workflowId);
  const status = await preparations.status(workflowId);
  refuse(status, context);
  const receipt = await preparations.update(workflowId, 'requestCutOver', { by });
  const message = context.say(receipt.message);
  const { words } = context;
  return {
    exitCode: EXIT.done,
    json: { workflowId, ...receipt, message },
    text: [
      context.say(phrase('command.cutOverRequested', { workflowId, bucket: named(status.bucket) })),
      ...alignedLines(decisionRows(status, words)),
      words.terminal.followIt(`npx prep watch ${runArgument(workflowId)}`),
    ].join('\n'),
  };
}

function refuse(status: PreparationStatus, { words }: CommandContext): void {
  const { workflowId, bucket, rounds, cutOver = null } = status;
  // Before its input is read, the run does not know; it then judges by itself.
  const known = status.steps.find(({ name }) => name === 'validate')?.state === 'done';
  if (known && rounds === undefined) {
    throw new CommandError('NoRounds', phrase('command.noRounds', { workflowId, bucket: named(bucket) }));
  }
  if (cutOver !== null) {
    const waits = cutOver.state === 'waiting for approval';
    throw new CommandError(
      'AlreadyRequested',
      phrase('command.cutOverRequestedBefore', {
        workflowId,
        state: cutOver.state,
        by: named(cutOver.by),
        next: waits
          ? (decisionRows(status, words)[0]?.[1] ?? '')
          : `npx prep watch ${runArgument(workflowId)}`,
      }),
      waits ? EXIT.waitingForApproval : EXIT.error,
    );
  }
}
