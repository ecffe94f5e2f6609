import { setTimeout as sleep } from 'node:timers/promises';
import type { MemberToSee, SeenMember } from '../../contracts/runs/fleet';
import { lookAtMember, type Looking } from './look-at-member';

/** Which buckets to watch, and for how long at most if nothing happens. */
export interface WatchRequest {
  readonly members: readonly MemberToSee[];
  readonly waitMs: number;
}

/** Runs are looked at so many at a time. */
const LOOKS_AT_ONCE = 8;
/** As long as something works, and otherwise at first. */
const LOOK_EVERY_MS = 1000;
const SLOWER_BY = 1.5;
/** Runs that wait for people are looked at this often at least, as long as they are few. */
const SLOWEST_LOOK_MS = 30_000;
/** Many of them at most so often: 17 requests a second. */
const MS_FOR_EACH = 60;

/**
 * Watches buckets of a fleet until something changes, and says what. It stops early if it is cancelled, with what it saw
 * until then, so that nothing that was seen is lost. Changes nothing, and can be repeated at any time.
 */
export async function watchMembers(
  { members, waitMs }: WatchRequest,
  looking: Looking,
): Promise<SeenMember[]> {
  const isWorking = members.some(([, , phase]) => phase === 'running');
  const known = new Map(members.map(([at, , , events]) => [at, events]));
  const slowest = isWorking
    ? LOOK_EVERY_MS
    : Math.min(waitMs, Math.max(SLOWEST_LOOK_MS, members.length * MS_FOR_EACH));
  const until = performance.now() + waitMs;
  let every = LOOK_EVERY_MS;
  for (;;) {
    const changed = await lookAtEach(members, known, looking);
    const left = until - performance.now();
    if (changed.length > 0 || left <= 0 || looking.signal.aborted) {
      return changed;
    }
    await sleep(Math.min(every, left), undefined, { signal: looking.signal }).catch(() => undefined);
    every = Math.min(slowest, every * SLOWER_BY);
  }
}

async function lookAtEach(
  members: readonly MemberToSee[],
  known: Map<number, number>,
  looking: Looking,
): Promise<SeenMember[]> {
  const left = [...members];
  const changed: SeenMember[] = [];
  const one = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [at, bucket, phase] = next;
      const seen = await lookAtMember(bucket, known.get(at) ?? 0, looking).catch(
        unlessCancelled(looking.signal),
      );
      if (seen !== null) {
        known.set(at, seen.events);
        // While it works, what matters of a bucket is only that it does; the next phase brings the rest.
        if (seen.phase !== 'running' || phase !== 'running') {
          changed.push({ at, ...seen });
        }
      }
    }
  };
  await Promise.all(Array.from({ length: LOOKS_AT_ONCE }, one));
  return changed;
}

/** What is cancelled in the middle was not seen. */
function unlessCancelled(signal: AbortSignal): (error: unknown) => null {
  return (error) => {
    if (signal.aborted) {
      return null;
    }
    throw error;
  };
}
