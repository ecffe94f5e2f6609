import { named } from '../../presentation/text/foreign-text';
import { statusCommand } from '../../contracts/runs/run-commands';
import { phrase } from '../../presentation/words/words';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { sender } from '../decide/decide';
import { EXIT } from '../exit-codes';
import { demandRunning } from './demand-running';
import { follow } from './follow';
import { viewFor } from '../terminal/follow-view';
import type { Preparations } from './preparations';
import { kindOf, type RunKind } from './run-kinds';
import { exitCodeOf, statusJson, tellUnverified } from './run-status';
import { cleanedUpText, statusText } from '../terminal/status-text';

const SENT: Partial<Record<RunKind, `command.${'migration' | 'revocation' | 'rotation'}CancelSent`>> = {
  migration: 'command.migrationCancelSent',
  revocation: 'command.revocationCancelSent',
  rotation: 'command.rotationCancelSent',
};

/**
 * Cancels a run, waits for its clean-up, and reports what that removed, and what it kept and why. A run that was past
 * its last step ends as it would have anyway, and is shown with its result.
 *
 * @throws CommandError `NotFound`, `AlreadyFinished`; `NoWorker` and others if nothing answers for five minutes
 */
export async function cancelRun(
  preparations: Preparations,
  workflowId: string,
  {
    reason,
    wait,
    json = false,
  }: { readonly reason?: string; readonly wait: boolean; readonly json?: boolean },
  context: CommandContext,
): Promise<Answer> {
  const { say, tell, terminal, pause } = context;
  const { runId, type } = await demandRunning(preparations, workflowId);
  await preparations.cancel(workflowId, reason ?? say(phrase('command.cancelledBy', { from: sender() })));
  const kind = kindOf({ type, workflowId });
  const isInventory = kind === 'inventory';
  const isMigration = kind === 'migration';
  const see = statusCommand(workflowId);
  const sent = say(
    isInventory
      ? phrase('command.inventoryCancelSent', { workflowId: named(workflowId) })
      : phrase(SENT[kind] ?? 'command.cancelSent', { workflowId: named(workflowId), see }),
  );
  // An inventory made nothing that it would have to clean up.
  if (!wait || isInventory) {
    return { exitCode: EXIT.done, json: { workflowId, runId, sent: 'cancel' }, text: sent };
  }
  if (!json) {
    terminal.say(sent);
  }
  const ended = await follow(preparations, workflowId, { input: true }, viewFor(context, json), pause);
  const link = preparations.linkOf(workflowId);
  if (ended.kind !== 'failed' || ended.type !== 'Cancelled') {
    if (ended.kind === 'ended') {
      tell(
        phrase(isMigration ? 'command.endedWithResult' : 'command.notCancelled', {
          workflowId: named(workflowId),
        }),
      );
    }
    tellUnverified(ended, tell);
    return {
      exitCode: exitCodeOf(ended),
      json: statusJson(ended, link, say),
      text: statusText(ended, link, context),
    };
  }
  const cleaned = await preparations.cleanedUp(workflowId);
  const { headline, nothing } = context.words.terminal.cancelled;
  const rows = cleanedUpText(cleaned, type, context);
  return {
    exitCode: cleaned.kept.length === 0 ? EXIT.done : EXIT.actionRequired,
    json: statusJson({ ...ended, cleaned }, link, say),
    text: [headline(named(workflowId)), ...(rows.length === 0 ? [nothing] : rows)].join('\n'),
  };
}
