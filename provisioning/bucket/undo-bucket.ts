import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { Preparation } from '../../contracts/preparation';
import type { UndoReport } from '../../contracts/provisioning';
import type { BucketDescription, OssBuckets } from '../../clouds/oss/port';
import { isBelievedGone, type Attempt } from '../trust/attempt';
import { MARK_TAG, type Ownership } from '../trust/mark';

/** Whose undoing it is. */
export interface Undoer {
  readonly preparation: Preparation;
  readonly ownership: Ownership;
  readonly attempt: Attempt;
}

const NOTHING: UndoReport = { removed: [], kept: [] };

/**
 * Removes the bucket that the run made while it is empty. One that holds objects, was delivered, or was made by another
 * run is left alone.
 *
 * @throws PrepError `OssNotVisibleYet` while a bucket that was tried to make may still come to be seen; OSS's own
 */
export async function undoBucket(
  { preparation, ownership, attempt }: Undoer,
  tried: boolean,
  oss: OssBuckets,
  signal: AbortSignal,
): Promise<UndoReport> {
  const name = preparation.destination.bucket;
  const what = phrase('resource.ossBucket', { name });
  const found = await described(name, oss, signal);
  if (found === null) {
    if (tried && !isBelievedGone(attempt)) {
      throw new PrepError('OssNotVisibleYet', { resource: what });
    }
    return NOTHING;
  }
  const mark = ownership.of({ kind: 'oss-bucket', name }, found.tags[MARK_TAG]);
  if (mark.owner !== 'this preparation') {
    return NOTHING;
  }
  if (mark.state === 'delivered') {
    return kept(what, phrase('provisioning.bucketDelivered', { at: mark.deliveredAt }));
  }
  if (!mark.byThisWorkflow) {
    return kept(what, phrase('provisioning.bucketOfOtherRun'));
  }
  return (await oss.remove(name, signal)) === 'not-empty'
    ? kept(what, phrase('provisioning.bucketNotEmpty'))
    : { removed: [what], kept: [] };
}

function kept(what: Said, why: Said): UndoReport {
  return { removed: [], kept: [{ what, why }] };
}

/** The bucket, or null where there is none that could be this run's: the name may have gone to another account. */
async function described(
  bucket: string,
  oss: OssBuckets,
  signal: AbortSignal,
): Promise<BucketDescription | null> {
  try {
    return await oss.describe(bucket, signal);
  } catch (error) {
    if (error instanceof PrepError && error.type === 'OssNameTaken') {
      return null;
    }
    throw error;
  }
}
