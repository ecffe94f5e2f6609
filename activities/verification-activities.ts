import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';
import type { Attested } from '../contracts/approval/attested';
import type { SliceProgress } from '../contracts/listing/inventory';
import { preparationWorkflowId } from '../contracts/names';
import { preparationId } from '../contracts/runs/preparation-id';
import { differencesCommand, revokeCommand } from '../contracts/runs/run-commands';
import type { Settings } from '../contracts/settings';
import {
  isOfNothing,
  type Search,
  type SideCheckpoint,
  type VerificationRequest,
  type VerificationResult,
} from '../contracts/migration/verification';
import type { SideName } from '../inventory/verification/entry-filter';
import { judgeSides } from '../inventory/verification/judge-sides';
import { listSide, startSide } from '../inventory/verification/list-side';
import type { Side } from '../inventory/verification/side';
import { ossListing } from '../provisioning/clouds';
import { lastDelivered, lastVerification } from '../provisioning/comparison/last-results';
import { sinceLastVerification } from '../provisioning/comparison/since-last-verification';
import { validateVerification } from '../provisioning/request/validate-verification';
import { requireForm } from '../provisioning/trust/required';
import { verificationAbout } from '../provisioning/trust/verification-about';
import type { ActivityTools } from './activity-tools';
import { listingMetrics } from './metrics';
import { withMemory, type Memory } from './with-memory';

/** Heartbeats hold checkpoints, which Temporal stores. */
const HEARTBEAT_EVERY_MS = 2000;
/** Bytes of JSON that the cuts of a side may take in a checkpoint. */
const MAX_CUT_BYTES = 40_000;
/** The same of the keys whose contents are to be compared: a thousand of two hundred bytes. */
const MAX_SAMPLE_BYTES = 200_000;

/** What to list of a side. */
export interface SideRequest {
  /** As `verifyMigration` takes it. */
  readonly input: unknown;
  readonly side: SideName;
  /** Null to begin. */
  readonly reached: Attested<SideCheckpoint> | null;
  /** Milliseconds after which the slice hands over what is left. */
  readonly budgetMs: number;
}

export interface SideOutcome {
  readonly done: boolean;
  readonly reached: Attested<SideCheckpoint>;
}

/** The heartbeat: readable progress for the Web UI, and the checkpoint that a retry resumes from, as one value. */
interface SideHeartbeat extends SliceProgress {
  readonly reached: Attested<SideCheckpoint>;
}

/** Two sides that are listed to their ends. */
export interface CompareRequest {
  readonly input: unknown;
  readonly source: Attested<SideCheckpoint>;
  readonly destination: Attested<SideCheckpoint>;
}

/** A verification to be compared with the last one. */
export interface LastRequest {
  readonly input: unknown;
  readonly found: Attested<VerificationResult>;
}

interface SearchHeartbeat {
  readonly rangesLeft: number;
  readonly search: Attested<Search>;
}

/** What verifies a migration. */
export function createVerificationActivities(
  tools: Pick<
    ActivityTools,
    'settings' | 'clouds' | 'attestor' | 'guarded' | 'language' | 'searchable' | 'history' | 'run' | 'signal'
  >,
) {
  const { settings, attestor, guarded, language, searchable, history, run, signal } = tools;
  return {
    validateVerification: guarded(async (input: unknown) => ({
      ...validateVerification(input, settings, run().workflowId),
      language,
      notify: settings.notify.length > 0,
      searchable: await searchable(),
    })),

    /**
     * Lists a side until it is done or its time is up. Resumes from its last heartbeat: sums and cursors travel as one
     * value, so nothing is lost or counted twice.
     */
    verifiedSide: guarded(
      (asked: SideRequest): Promise<SideOutcome> =>
        withMemory(async ({ kept, keep }: Memory<SideHeartbeat>) => {
          const request = validateVerification(asked.input, settings);
          const { side, close } = open(request, asked.side, tools);
          const about = { ...verificationAbout(request), side: asked.side };
          const attested = (reached: SideCheckpoint) => attestor.attest('verified-side', about, reached);
          const before = kept?.reached ?? asked.reached;
          const checkpoint = before === null ? startSide() : attestor.read('verified-side', about, before);
          const count = listingMetrics(checkpoint.listing.totals);
          let toldAt = -Infinity;
          try {
            const reached = await listSide({
              side,
              scope: request.scope,
              checkpoint,
              concurrency: settings.inventory.concurrency,
              budgetMs: asked.budgetMs,
              maxCutBytes: MAX_CUT_BYTES,
              maxSampleBytes: MAX_SAMPLE_BYTES,
              signal: cancellationSignal(),
              onProgress(progress, current) {
                const now = performance.now();
                if (now - toldAt >= HEARTBEAT_EVERY_MS) {
                  toldAt = now;
                  const latest = current();
                  count(latest.listing.totals);
                  keep({ ...progress, reached: attested(latest) });
                }
              },
            });
            count(reached.listing.totals);
            return { done: reached.listing.ranges.length === 0, reached: attested(reached) };
          } finally {
            close();
          }
        }),
      false,
    ),

    /** Compares both sides, lists again what differs, and concludes. Resumes from the ranges that are left. */
    compareSides: guarded(async (asked: CompareRequest) => {
      const request = validateVerification(asked.input, settings);
      const { scope } = request;
      const about = verificationAbout(request);
      const [source, destination] = (['source', 'destination'] as const).map((side) =>
        attestor.read('verified-side', { ...about, side }, asked[side]),
      ) as [SideCheckpoint, SideCheckpoint];
      for (const { listing } of [source, destination]) {
        requireForm(listing.ranges.length === 0, 'listing');
      }
      // A search explains the differences of two listings, and of no others.
      const searched = {
        ...about,
        listings: [asked.source.signature.value, asked.destination.signature.value],
      };
      const before = (activityInfo().heartbeatDetails as SearchHeartbeat | undefined)?.search;
      let search = before === undefined ? undefined : attestor.read('search', searched, before);
      const beat = () =>
        search === undefined
          ? heartbeat()
          : heartbeat({
              rangesLeft: search.left.length,
              search: attestor.attest('search', searched, search),
            } satisfies SearchHeartbeat);
      const timer = setInterval(beat, HEARTBEAT_EVERY_MS);
      const [ks3, oss] = [open(request, 'source', tools), open(request, 'destination', tools)];
      try {
        const result = await judgeSides({
          listed: { source, destination },
          source: ks3.side,
          destination: oss.side,
          scope,
          search,
          concurrency: settings.inventory.concurrency,
          signal: cancellationSignal(),
          onProgress: (reached) => {
            search = reached;
          },
        });
        const said = result.identical
          ? await withRevocation(result, request, tools)
          : withList(result, request, settings);
        return { ...attestor.attest('verification', about, said), about };
      } finally {
        clearInterval(timer);
        ks3.close();
        oss.close();
      }
    }, false),

    /** Compares a verification with the last one of the same. Only reads. */
    compareWithLastVerification: guarded(async ({ input, found }: LastRequest) => {
      const about = verificationAbout(validateVerification(input, settings));
      const result = attestor.read('verification', about, found);
      const last = await lastVerification(about, run().workflowId, history, attestor, signal());
      const compared = { ...result, sinceLast: sinceLastVerification(result, last) };
      return { ...attestor.attest('verification', about, compared), about };
    }),
  };
}

/**
 * Names the command that revokes the access, if `prepare/BUCKET` prepared exactly what was compared. Others of the
 * bucket have other users: to revoke theirs would be wrong.
 */
async function withRevocation(
  result: VerificationResult,
  { source: { bucket }, destination, scope }: VerificationRequest,
  { history, attestor, signal }: Pick<ActivityTools, 'history' | 'attestor' | 'signal'>,
): Promise<VerificationResult> {
  const { sourcePrefix: prefix, destinationPrefix } = scope;
  if (isOfNothing(result) || prefix !== destinationPrefix) {
    return result;
  }
  const preparedBy = preparationWorkflowId(bucket);
  // What was compared counts without a preparation, too.
  const prepared = await lastDelivered(preparedBy, history, attestor.keys, signal()).catch(() => null);
  return prepared === preparationId({ source: { bucket, prefix }, destination })
    ? { ...result, revokeCommand: revokeCommand(preparedBy) }
    : result;
}

/** Names the command that writes every difference. */
function withList(
  result: VerificationResult,
  request: VerificationRequest,
  { sources, alibaba }: Settings,
): VerificationResult {
  const { pathStyle = false } = sources[request.source.profile] ?? {};
  const { ossEndpoint, ossDomains = {} } = alibaba;
  const ossDomain = ossDomains[request.destination.bucket];
  return { ...result, listCommand: differencesCommand(request, { pathStyle, ossEndpoint, ossDomain }) };
}

function open(
  { source, destination, scope }: VerificationRequest,
  name: SideName,
  { settings, clouds }: Pick<ActivityTools, 'settings' | 'clouds'>,
): { readonly side: Side; readonly close: () => void } {
  if (name === 'source') {
    const ks3 = clouds.ks3(source);
    const { bucket } = source;
    return { side: { name, bucket, prefix: scope.sourcePrefix, source: ks3 }, close: () => ks3.close() };
  }
  const { bucket, region } = destination;
  const oss = ossListing(region, bucket, settings);
  return {
    side: { name, store: 'oss', bucket, prefix: scope.destinationPrefix, source: oss },
    close: () => oss.close(),
  };
}
