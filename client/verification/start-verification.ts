import { verificationWorkflowId } from '../../contracts/names';
import { defaultDestination } from '../../contracts/preparation-id';
import type { AttestedAbout } from '../../contracts/attested';
import type { SliceProgress } from '../../contracts/inventory';
import type { VerificationResult } from '../../contracts/verification';
import { parseVerificationInput } from '../../contracts/verification-input';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { noWorkerWarning } from '../runs/answer-or-follow';
import { neverBackwards } from '../runs/listing-heartbeat';
import type { Preparations } from '../runs/preparations';
import { NOT_VERIFIED } from '../runs/verify-result';
import { validInput } from '../start-input';
import { verificationAnswer } from './verification-answer';

const ASK_EVERY_MS = 1000;

/** How a verification by a worker is followed. */
export interface VerificationFollower extends Pick<CommandContext, 'pause' | 'say' | 'tell' | 'words'> {
  /** Says nothing on standard error. */
  readonly quiet: boolean;
  readonly onProgress: (progress: SliceProgress) => void;
  /** The command, to repeat it. */
  readonly again: string;
}

/**
 * Has a worker verify a migration: starts `verify/<bucket>`, or attaches to the running one.
 *
 * @param raw the input of `verifyMigration`
 * @throws CommandError `InvalidInput`; RunFailedError with the reason if nothing is proven
 */
export async function startVerification(
  preparations: Preparations,
  raw: unknown,
  follower: VerificationFollower,
): Promise<Answer> {
  const input = validInput(parseVerificationInput(raw));
  const { onProgress, pause, say, again } = follower;
  const tell = (said: Said) => (follower.quiet ? undefined : follower.tell(said));
  const { bucket, prefix = '' } = input.source;
  const workflowId = verificationWorkflowId(bucket);
  const { runId, attached } = await preparations.start({
    type: 'verifyMigration',
    workflowId,
    input,
    summary: say(phrase('verify.summary', { bucket })),
  });
  if (attached) {
    tell(phrase('command.attached', { workflowId }));
  }
  (await noWorkerWarning(preparations)).forEach(tell);
  const onward = neverBackwards();
  let run = await preparations.describe(workflowId);
  while (run.state === 'running') {
    const progress = await preparations.listingProgress(workflowId);
    if (progress !== null) {
      onProgress(onward(progress));
    }
    await pause(ASK_EVERY_MS);
    run = await preparations.describe(workflowId);
  }
  const result = (await preparations.result(workflowId)) as AttestedAbout<VerificationResult>;
  const destination = input.destination?.bucket ?? defaultDestination(bucket);
  if (preparations.verifyVerification(result, { bucket, prefix, destination }) === 'not verified') {
    tell(NOT_VERIFIED);
  }
  const seconds = ((run.closedAt ?? new Date()).getTime() - run.startedAt.getTime()) / 1000;
  return verificationAnswer({ source: bucket, destination }, result.value, seconds, follower, {
    again,
    workflowId,
    runId,
    attached,
    link: preparations.linkOf(workflowId),
  });
}
