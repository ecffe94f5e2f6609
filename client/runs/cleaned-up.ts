import type { LoadedDataConverter } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import type { PreparationActivities } from '../../activities/activities';
import { decodePayloads } from '../../configuration/encryption/decode-payloads';
import type { Removed } from '../../contracts/credentials/credential-lifecycle';
import type { Said } from '../../presentation/words/phrase';
import type { CleanedUp } from './preparations';

type History = temporal.api.history.v1.IHistory;
type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** Activities that answer with the AccessKeys that they enabled. */
const ENABLING: readonly (keyof PreparationActivities)[] = ['enableKeys', 'enableReplacedKeys'];

/**
 * What a run cleaned up, from the reports of its activities. A run that was cancelled has no result that could say it.
 *
 * @param converter the client's, so that what a codec encrypted is decrypted
 */
export async function cleanedUpIn({ events }: History, converter: LoadedDataConverter): Promise<CleanedUp> {
  const all = events ?? [];
  const enabling = new Set(all.filter(isEnabling).map(({ eventId }) => String(eventId)));
  const answers = all.flatMap(({ activityTaskCompletedEventAttributes: answer }) => {
    const payload = answer?.result?.payloads?.[0];
    return payload ? [{ payload, enables: enabling.has(String(answer.scheduledEventId)) }] : [];
  });
  const results = await decodePayloads(
    converter,
    answers.map(({ payload }) => payload),
  );
  const reports = results.map(reportIn).filter((report) => report !== null);
  return {
    removed: reports.flatMap(({ removed }) => removed),
    kept: reports.flatMap(({ kept }) => kept),
    enabled: results.filter((_, at) => answers[at]?.enables === true).flatMap((keys) => keys as string[]),
  };
}

function isEnabling({ activityTaskScheduledEventAttributes: scheduled }: HistoryEvent): boolean {
  return ENABLING.some((name) => name === scheduled?.activityType?.name);
}

/** The report of a clean-up step, which a worker signed as it signs every result. */
function reportIn(result: unknown): Pick<CleanedUp, 'removed' | 'kept'> | null {
  const { value } = Object(result) as { value?: unknown };
  const { removed, kept } = Object(value) as Partial<CleanedUp>;
  return Array.isArray(removed) && Array.isArray(kept) ? { removed: removed.map(whatOf), kept } : null;
}

/** Reports of revocations and rotations say when as well. */
function whatOf(removed: Said | Removed): Said {
  return typeof removed === 'object' && 'what' in removed ? removed.what : removed;
}
