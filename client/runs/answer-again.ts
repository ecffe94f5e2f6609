import { revokeCommand, statusCommand } from '../../contracts/runs/run-commands';
import { named } from '../../presentation/text/foreign-text';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { statusText } from '../terminal/status-text';
import type { EarlierAnswer } from './earlier-answer';
import type { Preparations } from './preparations';
import { exitCodeOf, statusJson, tellUnverified } from './run-status';

/** Answers the start of a preparation with the run that has already settled it; `already` of the JSON says so. */
export function answerAgain(
  preparations: Preparations,
  { found, ended }: Exclude<EarlierAnswer, { readonly found: 'running' }>,
  { json, warnings: given }: { readonly json: boolean; readonly warnings: readonly Said[] },
  context: CommandContext,
): Answer {
  const { say, tell, terminal } = context;
  const { workflowId, runId, closedAt } = ended.run;
  const link = preparations.linkOf(workflowId);
  const about = { workflowId: named(workflowId), runId, at: closedAt?.toISOString() ?? null };
  const said =
    found === 'prepared'
      ? phrase('command.alreadyPrepared', { ...about, revoke: revokeCommand(workflowId) })
      : phrase('command.alreadyRejected', { ...about, see: statusCommand(workflowId) });
  const warnings = [...given, said].map(say);
  warnings.forEach((warning) => terminal.warn(json ? warning : terminal.style('yellow', warning)));
  tellUnverified(ended, tell);
  return {
    exitCode: exitCodeOf(ended),
    json: { ...statusJson(ended, link, say), attached: false, already: found, warnings },
    text: statusText(ended, link, context),
  };
}
