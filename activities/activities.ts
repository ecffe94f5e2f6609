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
  PreflightReport,
  SignIn,
  UndoReport,
} from '../contracts/provisioning';
import type { Settings } from '../contracts/settings';
import { concludeInventory } from '../inventory/conclude';
import type { Clouds } from './clouds';
import { enableConsoleLogon } from './enable-console-logon';
import { ensureBucket, type EnsureBucketRequest } from './ensure-bucket';
import { ensureUser } from './ensure-user';
import { grantPolicies } from './grant-policies';
import { guarded } from './guarded-activity';
import { inventorySlice, type SliceOutcome, type SliceRequest } from './inventory-slice';
import { issueAccessKey } from './issue-access-key';
import { markDelivered } from './mark-delivered';
import { notify } from './notify/notify';
import { preflight } from './preflight/preflight';
import { undoProvisioning, type UndoRequest } from './undo-provisioning';
import { validateInventory, validatePreparation } from './validate-preparation';
import { verifyAccess, type GrantedAccessRecord } from './verify-access';

/** What activities work with. Workers give the real clouds; tests below the ports give fakes. */
export interface ActivityDependencies {
  readonly settings: Settings;
  readonly clouds: Clouds;
  /** Address of the Temporal Web UI, for links in notifications; null where nobody said it. */
  readonly webUi?: string | null | undefined;
}

/** The activities as workflows see them: one idempotent step each. */
export interface PreparationActivities {
  validatePreparation(input: unknown): Promise<Preparation>;
  validateInventory(input: unknown): Promise<SourceRequest>;
  preflight(preparation: Preparation): Promise<PreflightReport>;
  inventorySlice(request: SliceRequest): Promise<SliceOutcome>;
  concludeInventory(request: { bucket: string; checkpoint: InventoryCheckpoint }): Promise<InventoryResult>;
  ensureBucket(request: EnsureBucketRequest): Promise<EnsuredBucket>;
  ensureUser(preparation: Preparation): Promise<EnsuredUser>;
  grantPolicies(preparation: Preparation): Promise<string[]>;
  enableConsoleLogon(request: { preparation: Preparation; signIn: SignIn }): Promise<EnabledLogon>;
  issueAccessKey(preparation: Preparation): Promise<IssuedAccessKey>;
  verifyAccess(granted: GrantedAccessRecord): Promise<Check[]>;
  markDelivered(preparation: Preparation): Promise<void>;
  undoProvisioning(request: UndoRequest): Promise<UndoReport>;
  notify(notification: Notification): Promise<ChannelOutcome[]>;
}

/** Builds the activities of a worker. */
export function createActivities({
  settings,
  clouds,
  webUi = null,
}: ActivityDependencies): PreparationActivities {
  const inRegion = ({ destination }: Preparation) => clouds.oss(destination.region);
  return {
    validatePreparation: guarded((input: unknown) =>
      validatePreparation(input, settings, activityInfo().workflowExecution?.workflowId ?? ''),
    ),
    validateInventory: guarded(async (input: unknown) => validateInventory(input, settings)),
    preflight: guarded((preparation) => preflight(preparation, clouds, cancellationSignal())),
    inventorySlice: (request) => inventorySlice(request, settings, clouds),
    concludeInventory: guarded(async ({ bucket, checkpoint }) => concludeInventory(bucket, checkpoint)),
    ensureBucket: guarded((request) =>
      ensureBucket(request, inRegion(request.preparation), cancellationSignal()),
    ),
    ensureUser: guarded((preparation) => ensureUser(preparation, clouds.ram(), cancellationSignal())),
    grantPolicies: guarded((preparation) => grantPolicies(preparation, clouds.ram(), cancellationSignal())),
    enableConsoleLogon: guarded(({ preparation, signIn }) =>
      enableConsoleLogon(preparation, signIn, clouds.ram(), cancellationSignal()),
    ),
    issueAccessKey: guarded((preparation) => issueAccessKey(preparation, clouds, cancellationSignal())),
    verifyAccess: guarded((granted) => verifyAccess(granted, clouds.ram(), cancellationSignal())),
    markDelivered: guarded((preparation) => markDelivered(preparation, clouds.ram(), cancellationSignal())),
    undoProvisioning: guarded((request) =>
      undoProvisioning(request, clouds.ram(), inRegion(request.preparation), cancellationSignal()),
    ),
    // Its heartbeats are its own: they name the channels that have it.
    notify: guarded((notification) => notify(notification, settings.notify, webUi), false),
  };
}
