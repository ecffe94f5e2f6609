import type { LoadedDataConverter, Payload } from '@temporalio/common';
import type { SliceProgress } from '../../contracts/inventory';
import { decodePayloads } from '../../configuration/encryption/decode-payloads';

/** An activity that runs now, as the server describes it. */
interface PendingActivity {
  readonly heartbeatDetails?: { readonly payloads?: Payload[] | null | undefined } | null | undefined;
}

/**
 * How far a listing is, read from the heartbeats of the slices that run now; null where none has told yet.
 *
 * @param converter the client's, so that what a codec encrypted is decrypted
 */
export async function readListingProgress(
  converter: LoadedDataConverter,
  running: readonly PendingActivity[],
): Promise<SliceProgress | null> {
  const beats = running.flatMap(({ heartbeatDetails }) => heartbeatDetails?.payloads ?? []);
  return added(await decodePayloads(converter, beats));
}

/** Adds up what the slices that run now have reached; null where no heartbeat tells. */
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
 * Keeps the counts from going back: a slice that has ended does not beat any more, and what it counted is told again
 * only when all slices of its round have ended.
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
