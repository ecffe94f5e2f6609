import { activityInfo, cancellationSignal } from '@temporalio/activity';
import type { InventoryCheckpoint, InventoryResult } from '../contracts/inventory';
import type { ChannelOutcome, Notification } from '../contracts/notification';
import type { Preparation, SourceRequest } from '../contracts/preparation';
import type {
  Check,
  EnabledLogon,
  EnsuredBucket,
  EnsuredUser,
  IssuedAccessKey,
  IssuedSourceKey,
  PreflightReport,
  SignIn,
  UndoReport,
} from '../contracts/provisioning';
import type { Settings } from '../contracts/settings';
import { concludeInventory } from '../inventory/conclude';
import { checkDecision, type CheckedDecision, type DecisionCheck } from './check-decision';
import { checkSender, type CheckedSender, type SenderCheck } from './check-sender';
import type { DeliveryReceipt, DeliveryRequest } from '../contracts/delivery';
import { iamOf, type Clouds } from './clouds';
import { deliverCredentials } from './delivery/deliver-credentials';
import { deliveryChecks } from './delivery/delivery-checks';
import { plainDelivery } from './delivery/plain-delivery';
import { connectSinks } from './delivery/sinks';
import { enableConsoleLogon } from './enable-console-logon';
import { ensureBucket, type EnsureBucketRequest } from './ensure-bucket';
import { ensureUser } from './ensure-user';
import { grantPolicies } from './grant-policies';
import { guarded } from './guarded-activity';
import { inventorySlice, type SliceOutcome, type SliceRequest } from './inventory-slice';
import { issueAccessKey } from './issue-access-key';
import { createLifeActivities, type LifeActivities } from './life/life-activities';
import { markDelivered, type HandOver } from './mark-delivered';
import { notify } from './notify/notify';
import { preflight } from './preflight/preflight';
import { reviewPreparation, type Review, type ReviewRequest } from './review-preparation';
import type { RunHistory } from './run-history';
import { issueSourceKey } from './source-key/issue-source-key';
import { markSourceKeyDelivered, type DeliveredSourceKey } from './source-key/mark-source-key-delivered';
import { removeSourceKey, type RemoveSourceKeyRequest } from './source-key/remove-source-key';
import { undoProvisioning, type UndoRequest } from './undo-provisioning';
import { validateInventory, validatePreparation } from './validate-preparation';
import type { GrantedAccessRecord } from './read-back-access';
import { verifyAccess } from './verify-access';
import type { RunIdentity } from '../contracts/run-identity';

/** What activities work with. Workers give the real clouds; tests below the ports give fakes. */
export interface ActivityDependencies {
  readonly settings: Settings;
  readonly clouds: Clouds;
  /** What the Temporal server has on record of runs. */
  readonly history: RunHistory;
  /** Address of the Temporal Web UI, for links in notifications; null where nobody said it. */
  readonly webUi?: string | null | undefined;
}

/** The activities as workflows see them: one idempotent step each. */
export interface PreparationActivities extends LifeActivities {
  validatePreparation(input: unknown): Promise<Preparation>;
  validateInventory(input: unknown): Promise<SourceRequest>;
  preflight(preparation: Preparation): Promise<PreflightReport>;
  inventorySlice(request: SliceRequest): Promise<SliceOutcome>;
  concludeInventory(request: { bucket: string; checkpoint: InventoryCheckpoint }): Promise<InventoryResult>;
  ensureBucket(request: EnsureBucketRequest): Promise<EnsuredBucket>;
  ensureUser(preparation: Preparation): Promise<EnsuredUser>;
  checkDecision(check: DecisionCheck): Promise<CheckedDecision>;
  checkSender(check: SenderCheck): Promise<CheckedSender>;
  reviewPreparation(request: ReviewRequest): Promise<Review>;
  grantPolicies(preparation: Preparation): Promise<string[]>;
  enableConsoleLogon(request: { preparation: Preparation; signIn: SignIn }): Promise<EnabledLogon>;
  issueAccessKey(preparation: Preparation): Promise<IssuedAccessKey>;
  verifyAccess(granted: GrantedAccessRecord): Promise<Check[]>;
  markDelivered(preparation: Preparation, handOver?: HandOver): Promise<void>;
  deliverCredentials(request: DeliveryRequest): Promise<DeliveryReceipt[]>;
  undoProvisioning(request: UndoRequest): Promise<UndoReport>;
  issueSourceKey(preparation: Preparation): Promise<IssuedSourceKey>;
  markSourceKeyDelivered(request: DeliveredSourceKey & { profile: string }): Promise<void>;
  removeSourceKey(request: RemoveSourceKeyRequest): Promise<UndoReport>;
  notify(notification: Notification): Promise<ChannelOutcome[]>;
}

/** Builds the activities of a worker. */
export function createActivities({
  settings,
  clouds,
  history,
  webUi = null,
}: ActivityDependencies): PreparationActivities {
  const inRegion = ({ destination }: Preparation) => clouds.oss(destination.region);
  const sinks = connectSinks(settings);
  const plainFor = ({ credentials, account, ramUser }: Preparation) => {
    const owner = { accountId: account.id, userName: ramUser.name };
    return plainDelivery(credentials.delivery, owner, thisRun(), sinks);
  };
  return {
    ...createLifeActivities({ settings, clouds, sinks, run: thisRun }),
    validatePreparation: guarded((input: unknown) =>
      validatePreparation(input, settings, thisRun().workflowId),
    ),
    validateInventory: guarded(async (input: unknown) => validateInventory(input, settings)),
    preflight: guarded((preparation) => {
      const signal = cancellationSignal();
      const delivery = () => deliveryChecks(preparation.credentials.delivery, thisRun(), sinks, signal);
      return preflight(preparation, clouds, signal, delivery);
    }),
    inventorySlice: (request) => inventorySlice(request, settings, clouds),
    concludeInventory: guarded(async ({ bucket, checkpoint }) => concludeInventory(bucket, checkpoint)),
    ensureBucket: guarded((request) =>
      ensureBucket(request, inRegion(request.preparation), cancellationSignal()),
    ),
    ensureUser: guarded((preparation) => ensureUser(preparation, clouds.ram(), cancellationSignal())),
    checkDecision: guarded(async (check) => checkDecision(check, thisRun(), Date.now())),
    checkSender: guarded((check) => checkSender(check, thisRun(), history, cancellationSignal())),
    reviewPreparation: guarded((request) =>
      reviewPreparation(request, settings, thisRun().workflowId, clouds.sts(), cancellationSignal()),
    ),
    grantPolicies: guarded((preparation) => grantPolicies(preparation, clouds.ram(), cancellationSignal())),
    enableConsoleLogon: guarded(({ preparation, signIn }) =>
      enableConsoleLogon(preparation, signIn, clouds.ram(), cancellationSignal(), plainFor(preparation)),
    ),
    issueAccessKey: guarded((preparation) =>
      issueAccessKey(preparation, clouds, cancellationSignal(), { plain: plainFor(preparation) }),
    ),
    verifyAccess: guarded((granted) => verifyAccess(granted, clouds.ram(), cancellationSignal())),
    markDelivered: guarded((preparation, handOver) =>
      markDelivered(preparation, handOver, clouds.ram(), cancellationSignal()),
    ),
    deliverCredentials: guarded((request) =>
      deliverCredentials(request, thisRun(), sinks, cancellationSignal()),
    ),
    undoProvisioning: guarded((request) =>
      undoProvisioning(request, clouds.ram(), inRegion(request.preparation), cancellationSignal()),
    ),
    issueSourceKey: guarded((preparation) =>
      issueSourceKey(preparation, clouds, cancellationSignal(), { plain: plainFor(preparation) }),
    ),
    markSourceKeyDelivered: guarded((request) =>
      markSourceKeyDelivered(request, iamOf(clouds, request.profile), cancellationSignal()),
    ),
    removeSourceKey: guarded((request) =>
      removeSourceKey(request, iamOf(clouds, request.profile), cancellationSignal()),
    ),
    // Its heartbeats are its own: they name the channels that have it.
    notify: guarded((notification) => notify(notification, settings.notify, webUi), false),
  };
}

/** The run that the activity under way belongs to. */
function thisRun(): RunIdentity {
  const { workflowId = '', runId = '' } = activityInfo().workflowExecution ?? {};
  return { workflowId, runId };
}
