import type { Said } from '../presentation/words/phrase';
import { withText } from '../presentation/words/words';
import type { Attested } from '../contracts/approval/attested';
import type { DeliveryReceipt, SealedEntry } from '../contracts/credentials/delivery';
import type { InventoryResult } from '../contracts/listing/inventory';
import type { Check, PreflightReport, UndoReport } from '../contracts/credentials/provisioning';
import type { NotPreparedResult } from '../contracts/runs/result';
import { sourceKeyEntry } from '../contracts/credentials/source-key-entry';
import type { ActivityTools } from './activity-tools';
import {
  approvedBefore,
  requireApproval,
  type Approved,
  type ApprovedRequest,
} from '../provisioning/approval/approved';
import { assertAccount } from '../provisioning/preflight/assert-account';
import { iamOf } from '../provisioning/clouds';
import { deliverCredentials } from '../provisioning/delivery/deliver-credentials';
import { plainDelivery } from '../provisioning/delivery/plain-delivery';
import { enableConsoleLogon } from '../provisioning/identity/enable-console-logon';
import { grantPolicies } from '../provisioning/identity/grant-policies';
import { comparedSource } from '../provisioning/request/validate-preparation';
import { inventoryAbout } from '../provisioning/trust/inventory-about';
import { requireForm } from '../provisioning/trust/required';
import { issueAccessKey } from '../provisioning/identity/issue-access-key';
import {
  findDelivery,
  markDelivered,
  markSourceKeyDelivered,
  type HandedOver,
  type IssuedSource,
} from '../provisioning/identity/mark-delivered';
import { requireBareUser } from '../provisioning/identity/read-back-access';
import { grantedFor, type Granted, type GrantRecords } from '../provisioning/result/grant-records';
import { notPreparedResult } from '../provisioning/result/not-prepared-result';
import { preparedResult } from '../provisioning/result/prepared-result';
import { signedResult } from '../provisioning/result/sign-result';
import { settleBucket } from '../provisioning/bucket/settle-bucket';
import { issueSourceKey } from '../provisioning/identity/issue-source-key';
import { iamIdentity, readerNamed } from '../provisioning/identity/iam-identity';
import { verifyAccess } from '../provisioning/identity/verify-access';

/** What was granted, for the steps that look at it or hand it over. */
export interface GrantedRequest extends ApprovedRequest {
  readonly records: GrantRecords;
}

/** What a prepared result is made of. */
export interface ConcludeRequest extends GrantedRequest {
  readonly preflight: Attested<PreflightReport>;
  readonly inventory: Attested<InventoryResult>;
  readonly checks: Attested<readonly Check[]>;
  readonly delivered: Attested<readonly DeliveryReceipt[]>;
  readonly handedOver: Attested<HandedOver>;
}

/** What the result of a preparation that was not approved is made of. */
export interface ConcludeUndoneRequest {
  readonly input: unknown;
  readonly plan: ApprovedRequest['plan'];
  readonly inventory: Attested<InventoryResult>;
  readonly undone: readonly Attested<UndoReport>[];
  readonly outcome: NotPreparedResult['outcome'];
  /** Why, as the workflow recorded it. */
  readonly because: Said;
}

/** How a preparation ends that was not approved. */
const NOT_PREPARED: readonly NotPreparedResult['outcome'][] = ['rejected', 'approval timed out'];

/** Everything after the approval. Each of them works out for itself what was approved, and whether it was. */
export function createGrantActivities(tools: ActivityTools) {
  const { settings, clouds, attestor, sinks, run, signal, guarded, language } = tools;

  const approved = async (request: ApprovedRequest): Promise<Approved> => {
    const found = await requireApproval(request, run(), settings, attestor);
    await assertAccount(found.preparation.account.id, clouds.sts(), signal());
    return found;
  };
  const granted = async (request: GrantedRequest): Promise<Approved & { readonly granted: Granted }> => {
    const found = await approved(request);
    return { ...found, granted: grantedFor(found, request.records, attestor) };
  };
  /** For what only tells or records what was handed over. */
  const grantedBefore = (request: GrantedRequest): Approved & { readonly granted: Granted } => {
    const found = approvedBefore(request, run(), settings, attestor);
    return { ...found, granted: grantedFor(found, request.records, attestor) };
  };
  const record = ({ preparation, granted: { logon, accessKey } }: Approved & { granted: Granted }) => {
    return { preparation, logon, accessKey };
  };
  const inRegion = ({ preparation }: Approved) => clouds.oss(preparation.destination.region);
  const ownerOf = ({ preparation: { account, ramUser } }: Approved) => {
    return { accountId: account.id, userName: ramUser.name };
  };
  const issuedSource = (found: Approved & { readonly granted: Granted }): IssuedSource | null => {
    const { source, sourceKey } = found.preparation;
    const issued = found.granted.sourceKey;
    if (sourceKey.mode !== 'create' || issued === null) {
      return null;
    }
    const reader = readerNamed(sourceKey, source.bucket);
    const user = iamIdentity(reader, found.ownership, iamOf(clouds, source.profile));
    return { user, accessKeyId: issued.accessKeyId };
  };
  const plainFor = (found: Approved) =>
    plainDelivery(found.preparation.credentials.delivery, ownerOf(found), run(), sinks);

  return {
    settleBucket: guarded(async (request: ApprovedRequest) => {
      const found = await approved(request);
      await requireBareUser(found, clouds.ram(), signal());
      return settleBucket(found, inRegion(found), signal());
    }),
    issueSourceKey: guarded(async (request: ApprovedRequest) => {
      const found = await approved(request);
      const { preparation, ownership } = found;
      const options = { plain: plainFor(found) };
      const issued = await issueSourceKey(preparation, ownership, clouds, signal(), options);
      return attestor.attest('source-key', { ...run() }, issued);
    }),
    grantPolicies: guarded(async (request: ApprovedRequest) =>
      grantPolicies(await approved(request), clouds.ram(), signal()),
    ),
    enableConsoleLogon: guarded(async (request: ApprovedRequest) => {
      const found = await approved(request);
      const enabled = await enableConsoleLogon(found, clouds.ram(), signal(), plainFor(found));
      return attestor.attest('logon', { ...run() }, enabled);
    }),
    issueAccessKey: guarded(async (request: ApprovedRequest) => {
      const found = await approved(request);
      const issued = await issueAccessKey(found, clouds, signal(), { plain: plainFor(found) });
      return attestor.attest('access-key', { ...run() }, issued);
    }),
    verifyAccess: guarded(async (request: GrantedRequest) => {
      const found = await granted(request);
      const checks = await verifyAccess(found, record(found), clouds.ram(), inRegion(found), signal());
      return attestor.attest<readonly Check[]>('checks', { ...run() }, checks);
    }),
    /** `edition` counts what a run delivers again instead of what it delivered before, from 1. */
    deliverCredentials: guarded(
      async ({ edition, ...request }: GrantedRequest & { readonly edition: number }) => {
        const found = await granted(request);
        const receipts = await deliverCredentials(
          {
            targets: found.preparation.credentials.delivery ?? [],
            owner: ownerOf(found),
            entries: entriesOf(found, found.granted),
            edition,
          },
          run(),
          sinks,
          signal(),
        );
        return attestor.attest<readonly DeliveryReceipt[]>('receipts', { ...run() }, receipts);
      },
    ),
    markDelivered: guarded(async (request: GrantedRequest) => {
      const found = await granted(request);
      const source = issuedSource(found);
      const handedOver = await markDelivered(
        found,
        record(found),
        clouds.ram(),
        inRegion(found),
        signal(),
        source,
      );
      return attestor.attest('delivery', { ...run() }, handedOver);
    }),
    /** The delivery of just these records if it is marked; null if not. */
    findDelivery: guarded(async (request: GrantedRequest) => {
      const found = grantedBefore(request);
      const delivery = await findDelivery(found, record(found), clouds.ram(), signal());
      return delivery === null ? null : attestor.attest('delivery', { ...run() }, delivery);
    }),
    /** Marked before, unless Kingsoft's IAM did not answer and the run was cancelled meanwhile. */
    markSourceKeyDelivered: guarded(
      async ({ handedOver, ...request }: GrantedRequest & { readonly handedOver: Attested<HandedOver> }) => {
        const found = grantedBefore(request);
        const issued = issuedSource(found);
        if (issued !== null) {
          const delivery = attestor.read('delivery', { ...run() }, handedOver);
          await markSourceKeyDelivered(issued.user, issued.accessKeyId, delivery, signal());
        }
      },
    ),
    concludePreparation: guarded(async (request: ConcludeRequest) => {
      const found = grantedBefore(request);
      const { preparation } = found;
      const about = { ...run() };
      const preflightAbout = { workflowId: about.workflowId, preparation: preparation.id };
      const result = preparedResult({
        approved: found,
        granted: found.granted,
        preflight: attestor.read('preflight', preflightAbout, request.preflight),
        inventory: attestor.read('inventory', inventoryAbout(preparation.source), request.inventory),
        checks: attestor.read('checks', about, request.checks),
        delivered: attestor.read('receipts', about, request.delivered),
        handedOver: attestor.read('delivery', about, request.handedOver),
        compared: comparedSource(preparation.source, settings),
      });
      return signedResult(withText(language, result), attestor.keys);
    }),
    concludeUndone: guarded(async ({ plan, inventory, undone, outcome, because }: ConcludeUndoneRequest) => {
      requireForm(NOT_PREPARED.includes(outcome), 'outcome');
      const { workflowId } = run();
      const presented = attestor.read('plan', { workflowId }, plan);
      const result = notPreparedResult({
        run: run(),
        outcome,
        because,
        preparation: presented.plan.preparation,
        planDigest: presented.digest,
        inventory: attestor.read('inventory', inventoryAbout(presented.plan.source), inventory),
        undone: undone.map((one) => attestor.read('undo', { ...run() }, one)),
      });
      return signedResult(withText(language, result), attestor.keys);
    }),
  };
}

/** What is delivered, as sealed texts. */
function entriesOf({ preparation }: Approved, { logon, accessKey, sourceKey }: Granted): SealedEntry[] {
  const entries: SealedEntry[] = [];
  if (accessKey !== null) {
    const { accessKeyId, sealedSecret } = accessKey;
    entries.push({ kind: 'access-key', sealed: sealedSecret, accessKeyId });
  }
  if (logon !== null) {
    entries.push({ kind: 'console-logon', sealed: logon.sealedPassword });
  }
  if (preparation.sourceKey.mode === 'create' && sourceKey !== null) {
    entries.push(sourceKeyEntry(preparation.sourceKey.userName, sourceKey));
  }
  return entries;
}
