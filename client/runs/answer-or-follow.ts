import { TASK_QUEUE } from '../../contracts/names';
import { runArgument } from '../../contracts/runs/run-commands';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import { follow } from './follow';
import { viewFor } from '../terminal/follow-view';
import type { Preparations, StartedRun } from './preparations';
import { isGone } from './unanswered';
import { exitCodeOf, statusJson, tellUnverified, waitsForPerson } from './run-status';
import { statusText } from '../terminal/status-text';

/** A run that was started, or found running. */
export interface Started extends StartedRun {
  readonly workflowId: string;
}

/** What a command says of the run that it started. */
export interface StartedText {
  /** What happened, on one line or several. */
  readonly said: string;
  readonly warnings?: readonly Said[];
  /** More lines below the links. */
  readonly below?: readonly string[];
}

/** A warning if no worker would do what was started. */
export async function noWorkerWarning(preparations: Preparations): Promise<Said[]> {
  const polled = await preparations.lastPoll();
  if (polled === null) {
    return [phrase('command.noWorker', { taskQueue: TASK_QUEUE })];
  }
  return isGone(polled)
    ? [phrase('command.lastPoll', { taskQueue: TASK_QUEUE, at: polled.toISOString() })]
    : [];
}

/** Says what was started and, with `--wait`, follows it to its end or until it waits for a person. */
export async function answerOrFollow(
  preparations: Preparations,
  started: Started,
  options: { readonly wait?: true; readonly timeout?: number; readonly json?: boolean },
  context: CommandContext,
  { said, warnings: given = [], below = [] }: StartedText,
): Promise<Answer> {
  const { terminal, pause, say, words, tell } = context;
  const { workflowId, attached } = started;
  const link = preparations.linkOf(workflowId);
  const json = options.json === true;
  const warnings = [...given, ...(await noWorkerWarning(preparations))].map(say);
  // Whoever waits for one JSON object still has to know why it does not come.
  if (!json || options.wait === true) {
    warnings.forEach((warning) => terminal.warn(terminal.style('yellow', warning)));
  }
  const text = [
    said,
    ...(link === null ? [] : [words.terminal.titled(words.terminal.webUi, link)]),
    words.terminal.followIt(`npx prep watch ${runArgument(workflowId)}`),
    ...below,
  ].join('\n');
  if (options.wait !== true) {
    const { namespace } = preparations;
    return { exitCode: EXIT.done, json: { ...started, namespace, link, warnings }, text };
  }
  if (!json) {
    terminal.say(text);
  }
  const until = { input: true, withinMs: options.timeout };
  const ended = await follow(preparations, workflowId, until, viewFor(context, json), pause);
  tellUnverified(ended, tell);
  const found = ended.kind === 'open' ? (ended.status.blockers ?? []) : [];
  return {
    exitCode: ended.kind === 'open' && !waitsForPerson(ended) ? EXIT.stillRunning : exitCodeOf(ended),
    json: { ...statusJson(ended, link, say), attached, warnings: [...warnings, ...found] },
    text: `\n${statusText(ended, link, context)}`,
  };
}
