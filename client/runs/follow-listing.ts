import type { SliceProgress } from '../../contracts/inventory';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { CommandContext } from '../command-context';
import { noWorkerWarning } from './answer-or-follow';
import { neverBackwards } from './listing-heartbeat';
import type { Preparations, StartRequest } from './preparations';
import { startOrAttach } from './same-work';
import { mayPass } from './unanswered';

const ASK_EVERY_MS = 1000;
/** Following outlasts a worker or a server that restarts, but not one that stays away. */
const GIVE_UP_AFTER_MISSES = 300;

/** How a run that lists buckets is followed. */
export interface ListingFollower extends Pick<CommandContext, 'pause' | 'say' | 'tell' | 'words'> {
  /** Says nothing on standard error. */
  readonly quiet: boolean;
  readonly onProgress: (progress: SliceProgress) => void;
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
 * @throws RunFailedError with the reason if it ended without a result; CommandError with the reason if nothing answers for
 *   more than five minutes
 */
export async function followListing(
  preparations: Preparations,
  request: StartRequest,
  { quiet, onProgress, pause, say, tell, words }: ListingFollower,
): Promise<FollowedListing> {
  const { workflowId } = request;
  const warn = (said: Said) => (quiet ? undefined : tell(said));
  const { runId, attached } = await startOrAttach(preparations, request);
  if (attached) {
    warn(phrase('command.attached', { workflowId }));
  }
  (await noWorkerWarning(preparations)).forEach(warn);
  const onward = neverBackwards();
  for (let misses = 0; ; await pause(ASK_EVERY_MS)) {
    try {
      const run = await preparations.describe(workflowId);
      if (run.state !== 'running') {
        const result = await preparations.result(workflowId);
        const seconds = ((run.closedAt ?? new Date()).getTime() - run.startedAt.getTime()) / 1000;
        return { runId, attached, startedAt: run.startedAt, seconds, result };
      }
      const progress = await preparations.listingProgress(workflowId);
      if (progress !== null) {
        onProgress(onward(progress));
      }
      misses = 0;
    } catch (error) {
      misses += 1;
      if (!mayPass(error) || misses > GIVE_UP_AFTER_MISSES) {
        throw error;
      }
      if (misses === 1) {
        warn(`${say(error.said)} ${words.terminal.stillWatching}`);
      }
    }
  }
}
