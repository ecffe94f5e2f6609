import type { LoadedDataConverter, Payload } from '@temporalio/common';
import type { SliceProgress } from '../../contracts/listing/inventory';
import { decodePayloads } from '../../configuration/encryption/decode-payloads';

/** An activity that runs now, as the server describes it. */
interface PendingActivity {
  readonly heartbeatDetails?: { readonly payloads?: Payload[] | null | undefined } | null | undefined;
}

/**
 * The progress of a listing, from the heartbeats of the running slices; null if none has reported yet.
 *
 * @param converter the client's, so that encrypted heartbeats are decrypted
 */
export async function readListingProgress(
  converter: LoadedDataConverter,
  running: readonly PendingActivity[],
): Promise<SliceProgress | null> {
  const beats = running.flatMap(({ heartbeatDetails }) => heartbeatDetails?.payloads ?? []);
  return added(await decodePayloads(converter, beats));
}

/** Adds up the progress of the running slices; null without a heartbeat. */
function added(beats: readonly unknown[]): SliceProgress | null {
  const told = beats.filter((beat): beat is SliceProgress => {
    return typeof beat === 'object' && beat !== null && 'objects' in beat && 'bytes' in beat;
  });
  if (told.length === 0) {
    return null;
  }
  const sum = (field: 'pages' | 'requests' | 'rangesLeft' | 'objectsPerSecond') =>
    told.reduce((total, beat) => total + Number(beat[field]), 0);
  const exactSum = (field: 'objects' | 'bytes') =>
    told.reduce((total, beat) => total + BigInt(beat[field]), 0n).toString();
  return {
    objects: exactSum('objects'),
    bytes: exactSum('bytes'),
    pages: sum('pages'),
    requests: sum('requests'),
    rangesLeft: sum('rangesLeft'),
    objectsPerSecond: sum('objectsPerSecond'),
    ...longest(told),
  };
}

/** The listing takes as long as its slowest slice; unknown while one of them does not know. */
function longest(told: readonly SliceProgress[]): Pick<SliceProgress, 'secondsLeft'> {
  const known = told.flatMap(({ secondsLeft }) => (secondsLeft === undefined ? [] : [secondsLeft]));
  return known.length === told.length ? { secondsLeft: Math.max(...known) } : {};
}

/**
 * Keeps the counts from decreasing: an ended slice sends no heartbeats, and its counts are reported again only when
 * all slices of its round have ended.
 */
export function neverBackwards(): (reached: SliceProgress) => SliceProgress {
  let farthest: SliceProgress | null = null;
  return (reached) => {
    if (farthest === null || BigInt(reached.objects) >= BigInt(farthest.objects)) {
      farthest = reached;
    }
    const { objects, bytes, pages, requests } = farthest;
    return { ...reached, objects, bytes, pages, requests };
  };
}
