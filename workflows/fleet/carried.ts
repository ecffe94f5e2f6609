import { z } from 'zod';
import type { ValidatedFleet } from '../../activities/fleet-activities';
import { MEMBER_PHASES } from '../../contracts/runs/fleet';
import { MAX_FLEET_BUCKETS } from '../../contracts/inputs/input-limits';
import { parseInput } from '../../contracts/inputs/input-problems';
import { failureOf } from '../run/failure';
import { LANGUAGES } from '../../presentation/words/language';
import { phrase } from '../../presentation/words/words';
import type { CarriedNews } from './fleet-news';
import type { CarriedMember } from './members';
import { WORKER_LANGUAGE } from '../run/worker-language';

/** What a run of a fleet leaves to the next one when its history has become long. */
export interface CarriedFleet {
  readonly fleet: ValidatedFleet;
  readonly members: readonly CarriedMember[];
  readonly news: CarriedNews;
}

/** When a history is left behind. */
export interface HistoryLimits {
  /** Events; the server warns from 10,240 on. */
  readonly events: number;
  /** Preparations started: each is a pending child until it ends, of which the server allows 2,000. */
  readonly started: number;
  /** The results of those that have ended are part of it, some 20 KB each; the server warns from 10 MB on. */
  readonly bytes: number;
}

/** What Temporal takes as one argument. */
const MAX_BYTES = 2 * 1024 * 1024;

const count = z.int().min(0);
const text = z.string().max(1000);
const carriedFleet = z.object({
  fleet: z.object({
    defaults: z.record(z.string(), z.unknown()),
    concurrency: z.int().min(1),
    again: z.boolean(),
    dryRun: z.boolean(),
    requester: z.string().nullable(),
    buckets: z.null(),
    notify: z.boolean(),
    remindEveryMs: count,
    language: z.enum(LANGUAGES),
    searchable: z.union([z.enum(['everything', 'phase']), z.literal(false)]).optional(),
  }),
  members: z
    .array(
      z.tuple([
        text,
        count.max(MEMBER_PHASES.length - 1),
        z.union([z.literal(0), z.literal(1)]),
        count,
        text.optional(),
        text.optional(),
        text.optional(),
        count.optional(),
      ]),
    )
    .max(MAX_FLEET_BUCKETS),
  news: z.object({ toldAt: count, askedAt: count, untold: z.array(count).max(MAX_FLEET_BUCKETS) }),
});
const least = z.int().min(1);
const historyLimits = z.object({ events: least, started: least, bytes: least }).partial();

/**
 * What an earlier run left, if there was one. Anybody may start a run with a second and a third argument: what is neither left
 * out nor of their form ends the run, instead of failing its tasks.
 */
export function carriedBy(raw: unknown): CarriedFleet | null {
  return raw === null || raw === undefined ? null : read(carriedFleet as z.ZodType<CarriedFleet>, raw);
}

export function limitsOf(raw: unknown, usual: HistoryLimits): HistoryLimits {
  return raw === null || raw === undefined ? usual : { ...usual, ...read(historyLimits, raw) };
}

function read<T>(schema: z.ZodType<T>, raw: unknown): T {
  const parsed = parseInput(schema, raw, {}, MAX_BYTES);
  if (parsed.ok) {
    return parsed.value;
  }
  const about = { resource: 'prepareMigrations', findings: [phrase('fleet.notCarried')] };
  throw failureOf('InvalidInput', about, WORKER_LANGUAGE);
}
