import type { SliceProgress } from '../../contracts/listing/inventory';
import { phrase } from '../../presentation/words/words';
import type { CommandContext } from '../command-context';
import { CommandError } from '../command-error';
import { EXIT } from '../exit-codes';
import { noWorkerWarning } from './answer-or-follow';
import { neverBackwards } from './listing-heartbeat';
import type { Preparations, StartRequest } from './preparations';
import { startOrAttach } from './same-work';
import { untilEnded } from './until-ended';

/** How a run that lists buckets is followed. */
export interface ListingFollower extends Pick<
  CommandContext,
  'pause' | 'say' | 'tell' | 'terminal' | 'words'
> {
  /** Says on standard error only why nothing happens. */
  readonly quiet: boolean;
  readonly onProgress: (progress: SliceProgress) => void;
  /** At most so many milliseconds. */
  readonly withinMs?: number | undefined;
}

/** A run that lists buckets, as it ended. */
export interface FollowedListing {
  readonly runId: string;
  /** It ran before. */
  readonly attached: boolean;
  readonly startedAt: Date;
  /** From its start to its end. */
  readonly seconds: number;
  readonly result: unknown;
}

/**
 * Starts a run that lists buckets, or attaches to the running one, and shows its progress until it ends.
 *
 * @throws RunFailedError with the reason if it ended without a result; CommandError `StillRunning` if the time is up before,
 * `NoWorker` if none has polled for five minutes
 */
export async function followListing(
  preparations: Preparations,
  request: StartRequest,
  { quiet, onProgress, pause, say, tell, words, withinMs }: ListingFollower,
): Promise<FollowedListing> {
  const { workflowId } = request;
  const { runId, attached } = await startOrAttach(preparations, request);
  if (attached && !quiet) {
    tell(phrase('command.attached', { workflowId }));
  }
  // Whoever waits for one JSON object still has to know why it does not come.
  (await noWorkerWarning(preparations)).forEach(tell);
  const onward = neverBackwards();
  const run = await untilEnded(preparations, workflowId, {
    pause,
    withinMs,
    onTrouble: ({ said }) => tell(`${say(said)} ${words.terminal.stillWatching}`),
    async onLook() {
      const progress = await preparations.listingProgress(workflowId);
      if (progress !== null) {
        onProgress(onward(progress));
      }
    },
  });
  if (run === null) {
    throw new CommandError('StillRunning', phrase('command.listsStill', { workflowId }), EXIT.stillRunning);
  }
  const result = await preparations.result(workflowId);
  const seconds = ((run.closedAt ?? new Date()).getTime() - run.startedAt.getTime()) / 1000;
  return { runId, attached, startedAt: run.startedAt, seconds, result };
}
