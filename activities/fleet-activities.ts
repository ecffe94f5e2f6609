import { ANY_BUCKET, type Fleet, type FleetRow } from '../contracts/inputs/fleet-input';
import type { PlannedMember, PlannedTerms, SeenMember } from '../contracts/runs/fleet';
import { MAX_FLEET_BUCKETS } from '../contracts/inputs/input-limits';
import type { Preparation } from '../contracts/runs/preparation';
import type { Searchable } from '../contracts/runs/search-attributes';
import type { Language } from '../presentation/words/language';
import {
  matchedRows,
  plannedRow,
  reminderOf,
  validateFleet,
  type PlannedRow,
} from '../provisioning/fleet/plan-fleet';
import { lookAtMember, memberBefore, type Looking, type Seen } from '../provisioning/fleet/look-at-member';
import { matchingBuckets } from '../provisioning/fleet/matching-buckets';
import { sourceProblem } from '../provisioning/fleet/source-problem';
import { watchMembers, type WatchRequest } from '../provisioning/fleet/watch-members';
import type { ActivityTools } from './activity-tools';

/** A valid fleet without its rows, which stay in the input of the run. */
export interface ValidatedFleet extends Omit<Fleet, 'rows' | 'match'>, Searchable {
  /** In the order of the rows; null if they are still to be matched. */
  readonly buckets: readonly string[] | null;
  readonly notify: boolean;
  /** Milliseconds between reminders of what waits for people. */
  readonly remindEveryMs: number;
  readonly language: Language;
}

/** Some rows of a fleet, with what every row takes that does not say otherwise. */
export interface PlanRequest {
  readonly rows: readonly FleetRow[];
  readonly defaults: Fleet['defaults'];
  readonly again: boolean;
}

/** What is to be done about a row. */
export interface MemberPlan {
  /** Of its preparation. */
  readonly input: object;
  /** What it is already; null: its preparation is to be started. */
  readonly found: Seen | null;
}

/** What a dry run shows of some rows. */
export interface DryRunPage {
  readonly planned: readonly PlannedMember[];
  readonly terms: readonly PlannedTerms[];
}

/** What a fleet needs to know of the namespace and of the source account. It changes nothing anywhere. */
export function createFleetActivities({
  settings,
  clouds,
  attestor,
  runs,
  run,
  signal,
  guarded,
  searchable,
}: ActivityTools) {
  const looking = (): Looking => ({ runs, keys: attestor.keys, signal: signal() });
  const rowsOf = async (request: PlanRequest) => {
    const before = { again: request.again, ofSchedules: await runs.ofSchedules(signal()) };
    return Promise.all(
      request.rows.map(async (row) => {
        const planned = await plannedRow(row, request.defaults, settings);
        const found: Seen | null =
          planned.preparation === null
            ? { phase: 'failed', problem: planned.problem.type, events: 0 }
            : await memberBefore(planned.preparation, before, looking());
        return { ...planned, found };
      }),
    );
  };
  /** Of a preparation that is open, what it waits for; of any, what is known of its source; of a new one, whether it can be read. */
  const asItStands = async ({ bucket, preparation, found }: PlannedRow & { readonly found: Seen | null }) => {
    if (preparation !== null && found === null) {
      const problem = await sourceProblem(preparation.source, clouds, signal());
      return problem === null ? null : { phase: null, known: { problem } };
    }
    const seen = found?.phase === 'running' ? await lookAtMember(bucket, 0, looking()) : null;
    const { phase, problem, objects, bytes } = seen ?? found ?? {};
    return phase === undefined ? null : { phase, known: { problem, objects, bytes } };
  };
  return {
    validateFleet: guarded(async (input: unknown): Promise<ValidatedFleet> => {
      const { rows, match: _, ...fleet } = await validateFleet(input, settings, run().workflowId);
      const remindEveryMs = await reminderOf(rows?.[0] ?? ANY_BUCKET, fleet.defaults, settings);
      return {
        ...fleet,
        buckets: rows?.map(bucketOf) ?? null,
        notify: settings.notify.length > 0,
        remindEveryMs,
        language: settings.language,
        searchable: await searchable(),
      };
    }),
    matchBuckets: guarded(async (input: unknown): Promise<readonly string[]> => {
      const fleet = await validateFleet(input, settings);
      const names = await matchingBuckets(fleet, settings, signal());
      return matchedRows(fleet, names, MAX_FLEET_BUCKETS, settings);
    }),
    planMembers: guarded(async (request: PlanRequest): Promise<MemberPlan[]> =>
      (await rowsOf(request)).map(({ input, found }) => ({ input, found })),
    ),
    planDryRun: guarded(async (request: PlanRequest): Promise<DryRunPage> => {
      const rows = await Promise.all(
        (await rowsOf(request)).map(async (row) => ({ ...row, found: await asItStands(row) })),
      );
      const terms: PlannedTerms[] = [];
      const places = new Map<string, number>();
      const indexOf = (one: PlannedTerms) => {
        const text = JSON.stringify(one);
        const at = places.get(text) ?? terms.push(one) - 1;
        places.set(text, at);
        return at;
      };
      const planned = rows.map(({ bucket, preparation, found }): PlannedMember => ({
        bucket,
        prefix: preparation?.source.prefix ?? '',
        destination: preparation && {
          bucket: preparation.destination.bucket,
          region: preparation.destination.region,
        },
        user: preparation?.ramUser.name ?? null,
        terms: preparation === null ? -1 : indexOf(termsOf(preparation)),
        found: found?.phase ?? null,
        ...found?.known,
      }));
      return { planned, terms };
    }),
    watchMembers: guarded(async (request: WatchRequest): Promise<SeenMember[]> =>
      watchMembers(request, looking()),
    ),
  };
}

function bucketOf(row: FleetRow): string {
  return typeof row === 'string' ? row : String((row['source'] as { bucket?: unknown } | undefined)?.bucket);
}

function termsOf({
  source,
  destination,
  ramUser,
  credentials,
  approval,
  sourceKey,
}: Preparation): PlannedTerms {
  return {
    profile: source.profile,
    storageClass: destination.storageClass,
    redundancy: destination.redundancy,
    encryption: destination.encryption,
    policies: ramUser.policies.map(({ name }) => name),
    recipients: credentials.recipients.length,
    expireAfterMs: credentials.expireAfterMs,
    approvers: approval.approvers,
    required: approval.required,
    sourceKey: sourceKey.mode,
  };
}
