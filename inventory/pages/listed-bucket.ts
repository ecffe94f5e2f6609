import { PrepError, type ErrorContext } from '../../contracts/prep-error';
import { phrase } from '../../presentation/words/words';

/** The bucket that is listed, for errors to name. */
export interface ListedBucket {
  readonly bucket: string;
  /** Absent for KS3. */
  readonly store?: 'ks3' | 'oss' | undefined;
}

/** An answer of a listing that cannot be believed. */
export function untrustworthyListing(
  { bucket, store = 'ks3' }: ListedBucket,
  context: Omit<ErrorContext, 'resource'>,
): PrepError {
  return store === 'ks3'
    ? new PrepError('Ks3UntrustworthyPage', {
        resource: phrase('resource.ks3Bucket', { name: bucket }),
        ...context,
      })
    : new PrepError('OssUntrustworthyPage', {
        resource: phrase('resource.ossBucket', { name: bucket }),
        ...context,
      });
}

/** Whether a store answers that it gets too many requests. */
export function asksToSlowDown(error: unknown): error is PrepError {
  return error instanceof PrepError && (error.type === 'Ks3SlowDown' || error.type === 'OssThrottled');
}

/** A store that asks for a longer pause is asked again after this: what waits for an hour looks like what hangs. */
const MAX_PAUSE_MS = 30_000;

/** The pause that a store asks for, in milliseconds, or as much of it as is kept to; undefined if it asks for none. */
export function pauseWished({ context: { retryAfterMs } }: PrepError): number | undefined {
  return retryAfterMs === undefined ? undefined : Math.min(retryAfterMs, MAX_PAUSE_MS);
}
