import { withText } from '../presentation/words/words';
import type { Said } from '../presentation/words/phrase';
import type { Attested } from '../contracts/approval/attested';
import {
  type Credentials,
  type DisabledKeys,
  type RemovalReport,
  type Revocation,
  type Rotation,
  type SealedRotation,
} from '../contracts/credentials/credential-lifecycle';
import type { Attended } from '../contracts/runs/attention';
import type { Searchable } from '../contracts/runs/search-attributes';
import type { DeliveryReceipt } from '../contracts/credentials/delivery';
import { rotatedKeyOf, sealedFor } from '../contracts/credentials/rotated-key';
import type { ActivityTools } from './activity-tools';
import { withMemoryInFailure } from './with-memory';
import { deliverCredentials } from '../provisioning/delivery/deliver-credentials';
import { plainDelivery } from '../provisioning/delivery/plain-delivery';
import { Ownership } from '../provisioning/trust/mark';
import { revocationResult, type Revoked } from '../provisioning/result/revocation-result';
import { rotationResult } from '../provisioning/result/rotation-result';
import { signedResult } from '../provisioning/result/sign-result';
import { confirmReplacement } from '../provisioning/lifecycle/confirm-replacement';
import { disableKeys, enableKeys, type Disabling } from '../provisioning/lifecycle/disable-keys';
import { findReplaceableKey } from '../provisioning/lifecycle/find-replaceable-key';
import { inspectCredentials, whoseUndelivered } from '../provisioning/lifecycle/inspect-credentials';
import {
  issueReplacementKey,
  secondKey,
  type FreshKey,
} from '../provisioning/lifecycle/issue-replacement-key';
import type { FoundDelivery } from '../provisioning/lifecycle/delivered-user';
import type { Identity } from '../provisioning/identity/identity';
import { identityOf } from '../provisioning/lifecycle/credentials-identity';
import { removeCredentials } from '../provisioning/lifecycle/remove-credentials';
import { removeOtherKeys, type OtherKeys } from '../provisioning/lifecycle/remove-other-keys';
import { revokeReader } from '../provisioning/migration/revoke-reader';
import { serviceReaderOf } from '../provisioning/request/reader-request';
import { validateRevocation, validateRotation } from '../provisioning/request/validate-lifecycle';

/** Which credentials of a revocation: those of the RAM user, or the source's own AccessKey. */
export type Part = 'access' | 'source';

/** A part of a revocation, named by its input: what it is follows from that and the configuration. */
export interface PartRequest {
  readonly input: unknown;
  readonly part: Part;
}

/** A part as it was found. */
export interface FoundPartRequest extends PartRequest {
  readonly deliveredAt?: FoundDelivery;
}

/** Keys to disable that an earlier activity of the step found active, as its failure had them. */
type KnownKeys = Attested<readonly string[]> | undefined;

interface DisableRequest {
  readonly known?: KnownKeys;
}

interface EnableRequest extends DisableRequest {
  /** Null if no answer says what was disabled. */
  readonly disabled: Attested<DisabledKeys> | null;
}

/** What is known of a part before it is removed. */
export interface RemovePartRequest extends FoundPartRequest {
  /** What the user has, in words. */
  readonly known: readonly Said[];
}

/** A rotation, with the key that it issued. */
export interface IssuedRequest {
  readonly input: unknown;
  readonly issued: Attested<FreshKey>;
}

/** A new key after its delivery: for its recipients, and for the result. */
export interface OfferedKey {
  readonly receipts: Attested<readonly DeliveryReceipt[]>;
  readonly sealed: SealedRotation;
}

export interface ConcludeRevocationRequest {
  readonly input: unknown;
  readonly reports: readonly Attested<RemovalReport>[];
  readonly disabled: readonly { readonly part: Part; readonly keys: Attested<DisabledKeys> }[];
  readonly sooner: Revoked['sooner'];
}

export interface RemoveOthersRequest {
  readonly input: unknown;
  readonly which: OtherKeys['which'];
  readonly disabled: Attested<DisabledKeys> | null;
  readonly known: readonly string[];
}

export interface ConcludeRotationRequest extends IssuedRequest {
  readonly delivered: Attested<readonly DeliveryReceipt[]>;
  readonly removal: Attested<RemovalReport>;
  readonly by: string | null;
}

function joined(one: RemovalReport, other: RemovalReport): RemovalReport {
  return {
    removed: [...one.removed, ...other.removed],
    kept: [...one.kept, ...other.kept],
    proof: [...one.proof, ...other.proof],
  };
}

/** What revokes and replaces what a preparation delivered. */
export function createLifecycleActivities(tools: ActivityTools) {
  const { settings, clouds, attestor, sinks, history, run, attempt, signal, guarded, language, searchable } =
    tools;
  const { graceMs } = settings.lifecycle;
  // Access that is to be revoked, or replaced, is never left to itself.
  const attention = { ...settings.attention, timeoutMs: null };

  const identity = (credentials: Credentials) =>
    identityOf(credentials, new Ownership(attestor.keys, credentials.preparation, run().workflowId), clouds);
  const partOf = ({ input, part }: PartRequest) => {
    const { credentials, sourceKey } = validateRevocation(input, settings);
    return identity(part === 'source' && sourceKey !== null ? sourceKey : credentials);
  };
  const aboutPart = (part: Part) => ({ ...run(), part });
  const attested = (part: Part, disabled: DisabledKeys | null) =>
    disabled === null ? null : attestor.attest('disabled', aboutPart(part), disabled);
  const believed = (part: Part, disabled: Attested<DisabledKeys> | null) =>
    disabled === null ? null : attestor.read('disabled', aboutPart(part), disabled);

  /**
   * Which keys it found active, an attempt learns from the one before, and the next activity from the failure: those that
   * were not are never enabled again, and those that were are, whatever became of the answer.
   */
  const disabling = (
    which: Disabling,
    { part, given }: { readonly part: Part; readonly given: KnownKeys },
    whose: () => Promise<Identity>,
    deliveredAt?: FoundDelivery,
  ) =>
    withMemoryInFailure(given, language, async ({ kept, keep }) => {
      const remember = (active: readonly string[]) =>
        keep(attestor.attest('active-keys', aboutPart(part), active));
      const before = { known: knownHere(part, kept), remember, deliveredAt };
      return attested(part, await disableKeys(which, await whose(), signal(), before));
    });

  /** Null for what another run found, as one did that was reset. */
  const knownHere = (part: Part, known: KnownKeys) =>
    known !== undefined && attestor.holds('active-keys', aboutPart(part), known) ? known.value : null;

  /** Null for what another run disabled, as one did that was reset: then the mark alone says so. */
  const disabledHere = (part: Part, disabled: Attested<DisabledKeys> | null) =>
    disabled !== null && attestor.holds('disabled', aboutPart(part), disabled) ? disabled.value : null;

  /** The same of what this run has begun to disable, if no answer says what it disabled. */
  const begunHere = (part: Part, { disabled, known }: EnableRequest) => {
    const keys = knownHere(part, known);
    return disabled === null && keys !== null ? { keys } : disabledHere(part, disabled);
  };

  /** What a migration created of the same source for the service goes with it. */
  const removalOfReader = async ({ input, part }: PartRequest): Promise<RemovalReport> => {
    const { sourceKey, credentials, serviceRegion } = validateRevocation(input, settings);
    if (part !== 'source' || sourceKey === null) {
      return { removed: [], kept: [], proof: [] };
    }
    const { userName, policy } = serviceReaderOf(sourceKey.bucket, sourceKey.preparation);
    const reader = identity({ ...sourceKey, userName, policyName: policy.name });
    const service = () => clouds.mgw(serviceRegion, credentials.account.id);
    return revokeReader(reader, sourceKey, service, history, signal());
  };

  const rotated = async (input: unknown) => {
    const rotation = await validateRotation(input, settings);
    return { rotation, identity: identity(rotation.credentials) };
  };
  const ownerOf = ({ credentials }: Rotation) => ({
    accountId: credentials.cloud === 'alibaba' ? credentials.account.id : null,
    userName: credentials.userName,
  });

  return {
    validateRevocation: guarded(async (input: unknown): Promise<Revocation & Searchable & Attended> => {
      const revocation = validateRevocation(input, settings, run().workflowId);
      return { ...revocation, searchable: await searchable(), attention };
    }),
    validateRotation: guarded(async (input: unknown): Promise<Rotation & Searchable & Attended> => {
      const rotation = await validateRotation(input, settings, run().workflowId);
      return { ...rotation, searchable: await searchable(), attention };
    }),
    inspectCredentials: guarded(async (request: PartRequest) =>
      inspectCredentials(partOf(request), attempt(), history, signal()),
    ),
    disableKeys: guarded(
      ({ deliveredAt, known, ...request }: FoundPartRequest & DisableRequest) =>
        disabling('all', { part: request.part, given: known }, async () => partOf(request), deliveredAt),
      false,
    ),
    enableKeys: guarded(async (request: PartRequest & EnableRequest) =>
      enableKeys(begunHere(request.part, request), partOf(request), signal()),
    ),
    removeCredentials: guarded(async ({ known, deliveredAt, ...request }: RemovePartRequest) => {
      const of = partOf(request);
      const whose = await whoseUndelivered(of, history, signal());
      const delivered = await removeCredentials({ known, deliveredAt, ...whose }, of, signal());
      const removal = joined(delivered, await removalOfReader(request));
      return attestor.attest('removal', { ...run() }, removal);
    }),
    concludeRevocation: guarded(async ({ input, reports, disabled, sooner }: ConcludeRevocationRequest) => {
      const revocation = validateRevocation(input, settings);
      const result = revocationResult(
        {
          revocation,
          reports: reports.map((report) => attestor.read('removal', { ...run() }, report)),
          disabled: disabled.flatMap(({ part, keys }) => disabledHere(part, keys) ?? []),
          sooner,
        },
        run(),
      );
      return signedResult(withText(language, result), attestor.keys);
    }),

    findReplaceableKey: guarded(async (input: unknown) => {
      const { identity: of } = await rotated(input);
      const found = await findReplaceableKey(of, signal());
      const [second] = found.others;
      if (second !== undefined) {
        throw secondKey(of, found.key.accessKeyId, second.accessKeyId);
      }
      return found;
    }),
    issueReplacementKey: guarded(async (input: unknown) => {
      const { rotation, identity: of } = await rotated(input);
      const plain = plainDelivery(rotation.delivery, ownerOf(rotation), run(), sinks);
      const issued = await issueReplacementKey(rotation, of, clouds, signal(), { plain });
      return attestor.attest('access-key', { ...run() }, issued);
    }),
    deliverReplacement: guarded(async ({ input, issued }: IssuedRequest): Promise<OfferedKey> => {
      const { rotation } = await rotated(input);
      const fresh = attestor.read('access-key', { ...run() }, issued);
      const { owner, entry } = rotatedKeyOf(rotation);
      const request = {
        targets: rotation.delivery,
        owner: owner(fresh),
        entries: [entry(fresh)],
        edition: 1,
      };
      const receipts = await deliverCredentials(request, run(), sinks, signal());
      return {
        receipts: attestor.attest<readonly DeliveryReceipt[]>('receipts', { ...run() }, receipts),
        sealed: signedResult(sealedFor(rotation, fresh, run()), attestor.keys),
      };
    }),
    confirmReplacement: guarded(
      async ({ input, issued, code }: IssuedRequest & { readonly code: string }) => {
        const { identity: of } = await rotated(input);
        const { accessKeyId } = attestor.read('access-key', { ...run() }, issued);
        await confirmReplacement(accessKeyId, code, of, signal());
      },
    ),
    disableReplacedKeys: guarded(
      ({ input, known }: { readonly input: unknown } & DisableRequest) =>
        disabling('replaced', { part: 'access', given: known }, async () => (await rotated(input)).identity),
      false,
    ),
    enableReplacedKeys: guarded(async ({ input, ...begun }: { readonly input: unknown } & EnableRequest) => {
      const { identity: of } = await rotated(input);
      const { disabled } = begun;
      return enableKeys(
        disabled === null
          ? begunHere('access', begun)
          : attestor.read('disabled', aboutPart('access'), disabled),
        of,
        signal(),
      );
    }),
    removeOtherKeys: guarded(async ({ input, which, disabled, known }: RemoveOthersRequest) => {
      const { identity: of } = await rotated(input);
      const others = { which, disabled: believed('access', disabled), graceMs, known };
      return attestor.attest('removal', { ...run() }, await removeOtherKeys(others, of, signal()));
    }),
    concludeRotation: guarded(async ({ input, issued, delivered, removal, by }: ConcludeRotationRequest) => {
      const { rotation, identity: of } = await rotated(input);
      const about = { ...run() };
      const result = await rotationResult(
        {
          rotation,
          issued: attestor.read('access-key', about, issued),
          delivered: attestor.read('receipts', about, delivered),
          removal: attestor.read('removal', about, removal),
          by,
        },
        run(),
        of,
        signal(),
      );
      return signedResult(withText(language, result), attestor.keys);
    }),
  };
}
