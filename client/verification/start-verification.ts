import { verificationWorkflowId } from '../../contracts/names';
import { defaultDestination } from '../../contracts/runs/preparation-id';
import type { AttestedAbout } from '../../contracts/approval/attested';
import type { VerificationResult } from '../../contracts/migration/verification';
import { parseVerificationInput } from '../../contracts/inputs/verification-input';
import { phrase } from '../../presentation/words/words';
import type { Answer } from '../answer';
import { followListing, type ListingFollower } from '../runs/follow-listing';
import type { Preparations } from '../runs/preparations';
import { NOT_VERIFIED } from '../runs/verify-result';
import { validInput } from '../start-input';
import { verificationAnswer } from './verification-answer';

/** How a verification by a worker is followed. */
export interface VerificationFollower extends ListingFollower {
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
  const { bucket } = input.source;
  const workflowId = verificationWorkflowId(bucket);
  const summary = follower.say(phrase('verify.summary', { bucket }));
  const request = { type: 'verifyMigration', workflowId, input, summary } as const;
  const { runId, attached, startedAt, seconds, result } = await followListing(
    preparations,
    request,
    follower,
  );
  const verification = result as AttestedAbout<VerificationResult>;
  const destination = input.destination?.bucket ?? defaultDestination(bucket);
  const verified = preparations.verifyVerification(verification, input, startedAt);
  if (verified === 'not verified' && !follower.quiet) {
    follower.tell(NOT_VERIFIED);
  }
  return verificationAnswer({ source: bucket, destination }, verification.value, seconds, follower, {
    again: follower.again,
    workflowId,
    runId,
    attached,
    link: preparations.linkOf(workflowId),
  });
}
