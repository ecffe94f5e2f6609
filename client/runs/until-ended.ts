import type { CommandContext } from '../command-context';
import type { CommandError } from '../command-error';
import { deadlineIn } from './deadline';
import { Patience } from './patience';
import type { Preparations, RunState } from './preparations';
import { noWorkerAnswers } from './unanswered';

const ASK_EVERY_MS = 1000;

/** How a run is waited for. */
export interface Wait extends Pick<CommandContext, 'pause'> {
  /** At most so many milliseconds. */
  readonly withinMs?: number | undefined;
  /** Called while it is open. */
  readonly onLook?: () => Promise<void>;
  /** Told of trouble that may pass, when it begins. */
  readonly onTrouble?: (trouble: CommandError) => void;
}

/**
 * Waits until a run has ended, whatever it is. Null if the time is up before.
 *
 * @throws CommandError `NoWorker` if none has polled for five minutes; the reason if the server does not answer for as long
 */
export async function untilEnded(
  preparations: Pick<Preparations, 'describe' | 'lastPoll'>,
  workflowId: string,
  { pause, withinMs, onLook, onTrouble }: Wait,
): Promise<RunState | null> {
  const deadline = deadlineIn(withinMs);
  const patience = new Patience(ASK_EVERY_MS);
  const look = async (): Promise<RunState | null> => {
    const run = await preparations.describe(workflowId);
    if (run.state !== 'running') {
      return run;
    }
    await onLook?.();
    if ((await preparations.lastPoll()) === null) {
      throw noWorkerAnswers();
    }
    patience.answered();
    return null;
  };
  try {
    while (!deadline.isOver()) {
      const ended = await Promise.race([
        look().catch((error: unknown) => {
          const trouble = patience.bear(error);
          if (patience.isNew) {
            onTrouble?.(trouble);
          }
          return null;
        }),
        deadline.passed,
      ]);
      if (ended !== null) {
        return ended;
      }
      await Promise.race([pause(ASK_EVERY_MS), deadline.passed]);
    }
    return null;
  } finally {
    deadline.clear();
  }
}
