import { cancellationSignal } from '@temporalio/activity';
import type {
  DeliveredCredentials,
  FoundCredentials,
  RemovalReport,
  Revocation,
  Rotation,
} from '../../contracts/credential-life';
import type { IssuedAccessKey, IssuedSourceKey } from '../../contracts/provisioning';
import type { Settings } from '../../contracts/settings';
import type { Clouds } from '../clouds';
import { plainDelivery } from '../delivery/plain-delivery';
import type { Sinks } from '../delivery/sinks';
import { guarded } from '../guarded-activity';
import { findReplaceableKey, type ReplaceableKey } from './find-replaceable-key';
import { inspectCredentials } from './inspect-credentials';
import { issueReplacementKey, type ReplacementRequest } from './issue-replacement-key';
import { holderOf } from './key-holder';
import { removeCredentials, type RemoveCredentialsRequest } from './remove-credentials';
import { removeOtherKeys, type RemoveOtherKeysRequest } from './remove-other-keys';
import { setKeyStatus, type KeyStatusRequest } from './set-key-status';
import { validateRevocation, validateRotation } from './validate-life';
import type { RunIdentity } from '../../contracts/run-identity';

/** The activities that take back and replace what a preparation delivered, as workflows see them. */
export interface LifeActivities {
  validateRevocation(input: unknown): Promise<Revocation>;
  validateRotation(input: unknown): Promise<Rotation>;
  inspectCredentials(credentials: DeliveredCredentials): Promise<FoundCredentials>;
  findReplaceableKey(credentials: DeliveredCredentials): Promise<ReplaceableKey>;
  setKeyStatus(request: KeyStatusRequest): Promise<string | null>;
  removeOtherKeys(request: RemoveOtherKeysRequest): Promise<RemovalReport>;
  removeCredentials(request: RemoveCredentialsRequest): Promise<RemovalReport>;
  issueReplacementKey(request: ReplacementRequest): Promise<IssuedAccessKey | IssuedSourceKey>;
}

/** What they work with. `run` tells the run that an activity belongs to. */
export interface LifeDependencies {
  readonly settings: Settings;
  readonly clouds: Clouds;
  readonly sinks: Sinks;
  readonly run: () => RunIdentity;
}

/** Builds them for a worker. */
export function createLifeActivities({ settings, clouds, sinks, run }: LifeDependencies): LifeActivities {
  return {
    validateRevocation: guarded(async (input: unknown) => validateRevocation(input, settings)),
    validateRotation: guarded((input: unknown) => validateRotation(input, settings)),
    inspectCredentials: guarded(async (credentials) =>
      inspectCredentials(holderOf(credentials, clouds), cancellationSignal()),
    ),
    findReplaceableKey: guarded(async (credentials) =>
      findReplaceableKey(holderOf(credentials, clouds), cancellationSignal()),
    ),
    setKeyStatus: guarded(async ({ credentials, ...request }) =>
      setKeyStatus(request, holderOf(credentials, clouds), cancellationSignal()),
    ),
    removeOtherKeys: guarded(async ({ credentials, ...request }) =>
      removeOtherKeys(request, holderOf(credentials, clouds), cancellationSignal()),
    ),
    removeCredentials: guarded(async ({ credentials, ...request }) =>
      removeCredentials(request, holderOf(credentials, clouds), cancellationSignal()),
    ),
    issueReplacementKey: guarded((request) => {
      const { credentials } = request.rotation;
      const accountId = credentials.cloud === undefined ? credentials.account.id : null;
      const owner = { accountId, userName: credentials.userName };
      const plain = plainDelivery(request.rotation.delivery, owner, run(), sinks);
      return issueReplacementKey(request, clouds, cancellationSignal(), { plain });
    }),
  };
}
