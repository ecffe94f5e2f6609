import { verificationWorkflowId } from '../../contracts/names';
import { defaultDestination } from '../../contracts/runs/preparation-id';
import type { AttestedAbout } from '../../contracts/approval/attested';
import type { VerificationResult } from '../../contracts/migration/verification';
import { parseVerificationInput, type VerificationInput } from '../../contracts/inputs/verification-input';
import { phrase } from '../../presentation/words/words';
import type { Answer } from '../answer';
import { followListing, type ListingFollower } from '../runs/follow-listing';
import type { Preparations } from '../runs/preparations';
import { NOT_VERIFIED } from '../runs/verify-result';
import { namingOptions, validInput } from '../start-input';
import { verificationAnswer } from './verification-answer';

/** How a verification by a worker is followed. */
export interface VerificationFollower extends ListingFollower {
  /** The command, to repeat it. */
  readonly again: string;
}

/** The fields that options set. */
const OPTIONS = {
  to: 'destination.bucket',
  toRegion: 'destination.region',
  endpoint: 'source.endpoint',
  region: 'source.region',
  profile: 'source.profile',
  sourcePrefix: 'source.prefix',
  destinationPrefix: 'destination.prefix',
  ignoreAfter: 'ignoreAfter',
  deep: 'deep',
};

/**
 * The input of `verifyMigration`, checked.
 *
 * @throws CommandError `InvalidInput` with every problem
 */
export function verificationInputOf(raw: unknown, options: object): VerificationInput {
  return validInput(namingOptions(parseVerificationInput(raw), options, OPTIONS));
}

/**
 * Has a worker verify a migration: starts `verify/<bucket>`, or attaches to the running one.
 *
 * @throws RunFailedError with the reason if nothing is proven
 */
export async function startVerification(
  preparations: Preparations,
  input: VerificationInput,
  follower: VerificationFollower,
): Promise<Answer> {
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
