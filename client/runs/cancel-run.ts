import { named } from '../../presentation/text/foreign-text';
import { alignedLines, type Row } from '../../presentation/report/aligned-lines';
import { statusCommand } from '../../contracts/run-commands';
import { phrase } from '../../presentation/words/words';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { sender } from '../decide/decide';
import { EXIT } from '../exit-codes';
import { follow } from './follow';
import { viewFor } from '../terminal/follow-view';
import type { CleanedUp, Preparations } from './preparations';
import { kindOf } from './run-kinds';
import { exitCodeOf, statusJson, tellUnverified } from './run-status';
import { statusText } from '../terminal/status-text';

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
  const { state, runId, type } = await preparations.describe(workflowId);
  if (state !== 'running') {
    const about = { workflowId: named(workflowId), state, see: statusCommand(workflowId) };
    throw new CommandError('AlreadyFinished', phrase('command.alreadyFinished', about));
  }
  await preparations.cancel(workflowId, reason ?? say(phrase('command.cancelledBy', { from: sender() })));
  const isInventory = kindOf({ type, workflowId }) === 'inventory';
  const sent = say(
    isInventory
      ? phrase('command.inventoryCancelSent', { workflowId: named(workflowId) })
      : phrase('command.cancelSent', { workflowId: named(workflowId), see: statusCommand(workflowId) }),
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
      tell(phrase('command.notCancelled', { workflowId: named(workflowId) }));
    }
    tellUnverified(ended, tell);
    return {
      exitCode: exitCodeOf(ended),
      json: statusJson(ended, link, say),
      text: statusText(ended, link, context),
    };
  }
  const { removed, kept } = await preparations.cleanedUp(workflowId);
  const done: CleanedUp = {
    removed: removed.map(say),
    kept: kept.map(({ what, why }) => ({ what: say(what), why: say(why) })),
  };
  return {
    exitCode: kept.length === 0 ? EXIT.done : EXIT.actionRequired,
    json: { ...statusJson(ended, link, say), ...done },
    text: cleanedUpText(workflowId, done, context),
  };
}

function cleanedUpText(
  workflowId: string,
  { removed, kept }: CleanedUp,
  { words, say }: CommandContext,
): string {
  const { cancelled: names, titled } = words.terminal;
  const rows: Row[] = [
    ...removed.map((what): Row => [names.removed, say(what)]),
    ...kept.map(({ what, why }): Row => [names.kept, titled(say(what), say(why))]),
  ];
  return [
    names.headline(named(workflowId)),
    ...(rows.length === 0 ? [names.nothing] : alignedLines(rows)),
  ].join('\n');
}
