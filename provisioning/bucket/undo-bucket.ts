import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { Preparation } from '../../contracts/runs/preparation';
import type { UndoReport } from '../../contracts/credentials/provisioning';
import type { BucketDescription, OssBuckets } from '../../clouds/oss/port';
import { isBelievedGone, type Attempt } from '../trust/attempt';
import { MARK_TAG, type Ownership } from '../trust/mark';

/** Which run removes it. */
export interface Undoer {
  readonly preparation: Preparation;
  readonly ownership: Ownership;
  readonly attempt: Attempt;
}

const NOTHING: UndoReport = { removed: [], kept: [] };

/**
 * Removes the bucket that the run created if it is empty. A bucket with objects, or one that was delivered or created
 * by another run, is kept.
 *
 * @throws PrepError `OssNotVisibleYet` while a bucket that may have been created is not visible yet; OSS's own
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

/** The bucket, or null if none can be this run's: another account may own the name now. */
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
