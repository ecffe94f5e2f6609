import type { Preparation } from '../contracts/runs/preparation';
import type { Attested } from '../contracts/approval/attested';
import type { Attended } from '../contracts/runs/attention';
import type { Searchable } from '../contracts/runs/search-attributes';
import type { UndoReport } from '../contracts/credentials/provisioning';
import type { ActivityTools } from './activity-tools';
import { withMemoryInFailure } from './with-memory';
import { iamOf } from '../provisioning/clouds';
import { deliveryChecks } from '../provisioning/delivery/delivery-checks';
import { ensureBucket, type SentCreation, type SentCreations } from '../provisioning/bucket/ensure-bucket';
import { ensureIdentity } from '../provisioning/identity/ensure-identity';
import { Ownership } from '../provisioning/trust/mark';
import { preflight } from '../provisioning/preflight/preflight';
import { preparationNow } from '../provisioning/request/preparation-now';
import { iamIdentity, readerNamed } from '../provisioning/identity/iam-identity';
import type { Identity } from '../provisioning/identity/identity';
import { ramUserOf } from '../provisioning/identity/ram-identity';
import { requireNoOpenRun } from '../provisioning/identity/require-no-open-run';
import { cleanUp } from '../provisioning/identity/remove-identity';
import { isBelievedGone } from '../provisioning/trust/attempt';
import { undoBucket } from '../provisioning/bucket/undo-bucket';
import { attentionTerms } from '../provisioning/request/attention-terms';
import { validatePreparation } from '../provisioning/request/validate-preparation';

/** The input of every step: the input of the run, unchanged. What to do follows from it and the configuration. */
export interface StepRequest {
  readonly input: unknown;
}

/** What the destination bucket follows from. */
export interface BucketRequest extends StepRequest {
  /** The creation that an earlier activity of this step sent, as its failure had it. */
  readonly sent?: Attested<SentCreation> | undefined;
}

/** What to clean up. */
export interface UndoRequest extends StepRequest {
  /** What the run tried to create. What is not shown of it may only not be shown yet. */
  readonly tried: { readonly user: boolean; readonly bucket: boolean };
}

/** Everything that needs no approval: it grants no access, and removes what was never delivered. */
export function createProvisioningActivities(tools: ActivityTools) {
  const { settings, clouds, attestor, sinks, history, run, attempt, signal } = tools;
  const { guarded, searchable, language } = tools;
  const begun = async ({ input }: StepRequest) => {
    const preparation = await preparationNow(input, settings);
    const ownership = new Ownership(attestor.keys, preparation.id, run().workflowId);
    return { preparation, ownership, oss: () => clouds.oss(preparation.destination.region) };
  };
  const attestedUndo = (report: UndoReport) => attestor.attest('undo', { ...run() }, report);
  const cleanedUp = async (user: Identity, tried: boolean) => {
    const mayAppear = tried && !isBelievedGone(attempt());
    return attestedUndo(await cleanUp({ delivered: 'keep', mayAppear }, user, signal()));
  };
  return {
    validatePreparation: guarded(async (input: unknown): Promise<Preparation & Searchable & Attended> => {
      const preparation = await validatePreparation(input, settings, run().workflowId);
      const attention = attentionTerms(input, settings.attention);
      return { ...preparation, searchable: await searchable(), attention };
    }),
    preflight: guarded(async (request: StepRequest) => {
      const { preparation, ownership } = await begun(request);
      const delivery = () => deliveryChecks(preparation.credentials.delivery, run(), sinks, signal());
      const report = await preflight(preparation, ownership, clouds, signal(), delivery);
      if ('deliveredAt' in report) {
        return report;
      }
      const { workflowId } = run();
      return attestor.attest('preflight', { workflowId, preparation: preparation.id }, report);
    }),
    ensureBucket: guarded(
      ({ input, sent }: BucketRequest) =>
        withMemoryInFailure(sent, language, async ({ kept, keep }) => {
          const { preparation, ownership, oss } = await begun({ input });
          await requireNoOpenRun(ramUserOf({ preparation, ownership }, clouds.ram()), history, signal());
          const about = { workflowId: run().workflowId, preparation: preparation.id };
          const creations: SentCreations = {
            // What somebody else made up tells nothing.
            earlier: kept !== undefined && attestor.holds('creation', about, kept) ? kept.value : null,
            keep: (creation) =>
              keep(creation === null ? undefined : attestor.attest('creation', about, creation)),
          };
          return ensureBucket(preparation, ownership, attempt(), creations, oss(), signal());
        }),
      false,
    ),
    ensureUser: guarded(async (request: StepRequest) => {
      const user = ramUserOf(await begun(request), clouds.ram());
      await requireNoOpenRun(user, history, signal());
      await ensureIdentity(user, signal());
      return { name: user.userName };
    }),
    undoUser: guarded(async ({ input, tried }: UndoRequest) => {
      const user = ramUserOf(await begun({ input }), clouds.ram());
      return cleanedUp(user, tried.user);
    }),
    undoBucket: guarded(async ({ input, tried }: UndoRequest) => {
      const { oss, ...whose } = await begun({ input });
      const undoer = { ...whose, attempt: attempt() };
      return attestedUndo(await undoBucket(undoer, tried.bucket, oss(), signal()));
    }),
    /** `tried`: whether the run tried to create it, so that it may be there though it is not shown yet. */
    removeSourceKey: guarded(async ({ input, tried }: StepRequest & { readonly tried: boolean }) => {
      const { preparation, ownership } = await begun({ input });
      const { source, sourceKey } = preparation;
      if (sourceKey.mode !== 'create') {
        return attestedUndo({ removed: [], kept: [] });
      }
      const reader = readerNamed(sourceKey, source.bucket);
      return cleanedUp(iamIdentity(reader, ownership, iamOf(clouds, source.profile)), tried);
    }),
  };
}
