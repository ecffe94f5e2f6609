import type { Attested } from '../contracts/attested';
import type { Preparation } from '../contracts/preparation';
import type { EnsuredBucket, EnsuredUser, PreflightReport, UndoReport } from '../contracts/provisioning';
import type { ActivityTools } from './activities';
import { iamOf } from '../provisioning/clouds';
import { deliveryChecks } from '../provisioning/delivery/delivery-checks';
import { ensureBucket } from '../provisioning/bucket/ensure-bucket';
import { ensureUser } from '../provisioning/identity/ensure-user';
import { guarded } from './guarded-activity';
import { Ownership } from '../provisioning/trust/mark';
import { preflight } from '../provisioning/preflight/preflight';
import { preparationNow } from '../provisioning/request/preparation-now';
import { undoSourceKey } from '../provisioning/identity/source-key/remove-source-key';
import { undoBucket, undoUser, type UndoRequest } from '../provisioning/identity/undo-provisioning';
import { validatePreparation } from '../provisioning/request/validate-preparation';

/** What every step is told: the input of the run, as it came. What is to be done follows from it and the configuration. */
export interface StepRequest {
  readonly input: unknown;
}

/** Everything that needs no approval: it gives nobody access, and takes away what was never delivered. */
export interface ProvisioningActivities {
  validatePreparation(input: unknown): Promise<Preparation>;
  preflight(request: StepRequest): Promise<Attested<PreflightReport>>;
  ensureBucket(request: StepRequest): Promise<EnsuredBucket>;
  ensureUser(request: StepRequest): Promise<EnsuredUser>;
  undoUser(request: UndoRequest): Promise<Attested<UndoReport>>;
  undoBucket(request: UndoRequest): Promise<Attested<UndoReport>>;
  /** `tried`: whether the run tried to make it, so that it may be there though it is not shown yet. */
  removeSourceKey(request: StepRequest & { readonly tried: boolean }): Promise<Attested<UndoReport>>;
}

/** Builds them for a worker. */
export function createProvisioningActivities(tools: ActivityTools): ProvisioningActivities {
  const { settings, clouds, attestor, sinks, run, attempt, signal } = tools;
  const begun = async ({ input }: StepRequest) => {
    const preparation = await preparationNow(input, settings);
    const ownership = new Ownership(attestor.keys, preparation.id, run().workflowId);
    return { preparation, ownership, oss: () => clouds.oss(preparation.destination.region) };
  };
  const attestedUndo = (report: UndoReport) => attestor.attest('undo', { ...run() }, report);
  return {
    validatePreparation: guarded((input: unknown) => validatePreparation(input, settings)),
    preflight: guarded(async (request) => {
      const { preparation, ownership } = await begun(request);
      const delivery = () => deliveryChecks(preparation.credentials.delivery, run(), sinks, signal());
      const report = await preflight(preparation, ownership, clouds, signal(), delivery);
      const { workflowId } = run();
      return attestor.attest('preflight', { workflowId, preparation: preparation.id }, report);
    }),
    ensureBucket: guarded(async (request) => {
      const { preparation, ownership, oss } = await begun(request);
      return ensureBucket(preparation, ownership, attempt(), oss(), signal());
    }),
    ensureUser: guarded(async (request) => ensureUser(await begun(request), clouds.ram(), signal())),
    undoUser: guarded(async ({ input, tried }) => {
      const undoer = { ...(await begun({ input })), attempt: attempt() };
      return attestedUndo(await undoUser(undoer, tried.user, clouds.ram(), signal()));
    }),
    undoBucket: guarded(async ({ input, tried }) => {
      const { oss, ...whose } = await begun({ input });
      const undoer = { ...whose, attempt: attempt() };
      return attestedUndo(await undoBucket(undoer, tried.bucket, oss(), signal()));
    }),
    removeSourceKey: guarded(async ({ input, tried }) => {
      const { preparation, ownership } = await begun({ input });
      const { source, sourceKey } = preparation;
      if (sourceKey.mode !== 'create') {
        return attestedUndo({ removed: [], kept: [] });
      }
      const { userName, policy } = sourceKey;
      const undo = { reader: { userName, policyName: policy.name }, tried, attempt: attempt() };
      return attestedUndo(await undoSourceKey(undo, ownership, iamOf(clouds, source.profile), signal()));
    }),
  };
}
