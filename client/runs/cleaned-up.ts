import type { LoadedDataConverter } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import { decodePayloads } from '../../configuration/encryption/decode-payloads';
import type { Removed } from '../../contracts/credentials/credential-lifecycle';
import type { Said } from '../../presentation/words/phrase';
import type { CleanedUp } from './preparations';

type History = temporal.api.history.v1.IHistory;

/**
 * What a run cleaned up, from the reports of its activities. A run that was cancelled has no result that could say it.
 *
 * @param converter the client's, so that what a codec encrypted is decrypted
 */
export async function cleanedUpIn({ events }: History, converter: LoadedDataConverter): Promise<CleanedUp> {
  const payloads = (events ?? []).flatMap(
    ({ activityTaskCompletedEventAttributes: completed }) => completed?.result?.payloads ?? [],
  );
  const results = await decodePayloads(converter, payloads);
  const reports = results.map(reportIn).filter((report) => report !== null);
  return {
    removed: reports.flatMap(({ removed }) => removed),
    kept: reports.flatMap(({ kept }) => kept),
  };
}

/** The report of a clean-up step, which a worker signed as it signs every result. */
function reportIn(result: unknown): CleanedUp | null {
  const { value } = Object(result) as { value?: unknown };
  const { removed, kept } = Object(value) as Partial<CleanedUp>;
  return Array.isArray(removed) && Array.isArray(kept) ? { removed: removed.map(whatOf), kept } : null;
}

/** Reports of revocations and rotations say when as well. */
function whatOf(removed: Said | Removed): Said {
  return typeof removed === 'object' && 'what' in removed ? removed.what : removed;
}
