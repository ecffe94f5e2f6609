import type { ListingQuirk } from './service';
import type { ServiceName } from './service';

/**
 * - `status`: an error with `status`, `code` and `message` in the service's own shape
 * - `html`: a gateway's HTML page (status 200 unless given); `empty`: no body (the same)
 * - `cut`: the real answer, its body cut in the middle (see `cutLength`)
 * - `hang`: no answer, the connection stays open; `reset`: the connection is reset
 * - `throttle`: the service's slow-down error; `latency`: the real answer, later
 * - `error200`: an error body under status 200; `replace-body`: status 200 (or `status`) and `body`
 */
export const wireFaults = [
  'status',
  'html',
  'empty',
  'cut',
  'hang',
  'reset',
  'throttle',
  'latency',
  'error200',
  'replace-body',
] as const;
export type FaultKind = (typeof wireFaults)[number] | ListingQuirk;

/** What to go wrong, for which calls, and how often. Everything counts calls; nothing is random. */
export interface FaultRule {
  service: ServiceName;
  kind: FaultKind;
  /** API operation; absent: any. */
  operation?: string;
  /** Exact resource, or a prefix when it ends in `*`; absent: any. */
  resource?: string;
  /** Only calls whose raw query string contains this text. */
  queryContains?: string;
  /** Whether the call takes effect before it goes wrong. Default `before` (no effect); `cut` implies `after`. */
  when?: 'before' | 'after';
  /** Lets the first K matching calls pass. Default 0. */
  after?: number;
  /** How many calls it hits. Default 1; 0 = until cleared. */
  times?: number;
  status?: number;
  code?: string;
  message?: string;
  /** Seconds, sent as `Retry-After` with an error. */
  retryAfter?: number;
  latencyMs?: number;
  body?: string;
  contentType?: string;
  /** `broken` (default): Content-Length promises the whole body, the connection ends early. `consistent`: it fits the cut body. */
  cutLength?: 'broken' | 'consistent';
}

/** A rule in force, with how often it matched and fired. */
export interface FaultState extends FaultRule {
  id: number;
  matched: number;
  fired: number;
}
