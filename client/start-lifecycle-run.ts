import { TASK_QUEUE } from '../contracts/names';
import { NO_GRACE } from '../contracts/lifecycle-input';
import type { CommandContext } from './command-context';
import { CommandError } from './command-error';
import { EXIT } from './exit-codes';
import { follow } from './follow';
import { viewFor } from './follow-view';
import type { Preparations, StartRequest } from './preparations';
import type { Answer } from './answer';
import { exitCodeOf, standingJson, tellUnverified } from './run-status';
import { standingText } from './status-text';
import { runArgument } from '../contracts/run-commands';

/** The flags that say how long an AccessKey stays disabled before it is removed. */
export interface GraceFlags {
  readonly grace?: string;
  readonly now?: true;
}

/** @throws CommandError `InvalidInput` where both are given */
export function graceOf({ grace, now }: GraceFlags): string | undefined {
  if (grace !== undefined && now === true) {
    throw new CommandError('InvalidInput', 'Give --grace or --now, not both.');
  }
  return now === true ? NO_GRACE : grace;
}

/** A revocation or rotation that was started, or found under way. */
export interface StartedLife {
  readonly workflowId: string;
  readonly runId: string;
  readonly attached: boolean;
}

/** Starts it, or attaches to the one that is under way for the same RAM user. */
export async function startLifecycleRun(
  preparations: Preparations,
  request: StartRequest,
): Promise<StartedLife> {
  const { runId, attached } = await preparations.start(request);
  return { workflowId: request.workflowId, runId, attached };
}

/**
 * Tells what was started and, where that is asked for, follows it to its end or until it needs a person.
 *
 * @param said what happened, in a line
 */
export async function toldOrFollowed(
  preparations: Preparations,
  started: StartedLife,
  said: string,
  options: { readonly wait?: true; readonly json?: boolean },
  { terminal, pause }: CommandContext,
): Promise<Answer> {
  const { workflowId } = started;
  const link = preparations.linkOf(workflowId);
  const json = options.json === true;
  const warnings =
    (await preparations.workers()) === 0
      ? [
          `No worker asks the task queue ${TASK_QUEUE} for work; nothing happens until one runs: npx prep worker`,
        ]
      : [];
  if (!json) {
    warnings.forEach((warning) => terminal.warn(terminal.style('yellow', warning)));
  }
  const text = [
    said,
    ...(link === null ? [] : [`Web UI: ${link}`]),
    `Follow it:  npx prep watch ${runArgument(workflowId)}`,
  ].join('\n');
  if (options.wait !== true) {
    return { exitCode: EXIT.done, json: { ...started, link, warnings }, text };
  }
  if (!json) {
    terminal.say(text);
  }
  const standing = await follow(preparations, workflowId, { input: true }, viewFor(terminal, json), pause);
  tellUnverified(standing, (warning) => terminal.warn(warning));
  return {
    exitCode: exitCodeOf(standing),
    json: { ...standingJson(standing, link), attached: started.attached, warnings },
    text: `\n${standingText(standing, link, terminal)}`,
  };
}
