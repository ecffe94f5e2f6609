import { z } from 'zod';
import { MEMBER_PHASES, type PhaseCounts } from '../../contracts/runs/fleet';
import type { PreparationStatus } from '../../contracts/runs/status';

const step = z.string();

/** What a list takes of a phase. */
const phase = z.discriminatedUnion('name', [
  z.looseObject({ name: z.literal('running'), step }),
  z.looseObject({ name: z.literal('waiting for approval'), deadline: z.string() }),
  z.looseObject({ name: z.literal('action required'), step, problem: z.looseObject({ type: z.string() }) }),
  z.looseObject({ name: z.literal('waiting'), for: z.string(), until: z.string() }),
  z.looseObject({ name: z.literal('cleaning up'), because: z.string() }),
  z.looseObject({ name: z.literal('finished'), outcome: z.string() }),
]);

const status = z.looseObject({
  bucket: z.string(),
  phase,
  since: z.string().optional(),
  requester: z.string().nullish(),
  blockers: z.array(z.unknown()).optional(),
  steps: z.array(z.looseObject({ name: z.string(), title: z.string() })),
  approval: z
    .looseObject({ required: z.number(), decisions: z.array(z.looseObject({ decision: z.string() })) })
    .nullable(),
});

/**
 * An answer to the query `status`, if a list can show it: a run of anybody's may answer anything, which must not keep the
 * others from being listed. Null for any other.
 */
export function listableStatus(answer: unknown): PreparationStatus | null {
  return status.safeParse(answer).success ? (answer as PreparationStatus) : null;
}

const counts = z.object({ counts: z.partialRecord(z.enum(MEMBER_PHASES), z.int().min(0)) });

/** The same of the buckets of a fleet, in an answer to the query `fleet`. */
export function listableCounts(answer: unknown): PhaseCounts | null {
  const read = counts.safeParse(answer);
  return read.success ? read.data.counts : null;
}
