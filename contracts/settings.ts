import type { ApproverPrincipal } from './approval/principal';
import type { AttentionSettings } from './runs/attention';
import type { BucketSettings } from './inputs/bucket-settings';
import type { OssDelivery, VaultDelivery } from './credentials/delivery';
import type { Language } from '../presentation/words/language';
import type { NotificationEvent, NotifyKind } from './runs/notification';
import type { Secret } from './credentials/secret';

/** What the worker's configuration says, checked and with its files read. The worker builds it; activities use it. */
export interface Settings {
  /** KS3 sources by profile name. */
  readonly sources: Readonly<Record<string, SourceProfile>>;
  readonly alibaba: AlibabaAccount;
  readonly defaults: Defaults;
  readonly approval: ApprovalPolicy;
  readonly credentials: CredentialSettings;
  readonly lifecycle: LifecycleSettings;
  /** How long runs wait that require an action. */
  readonly attention: AttentionSettings;
  readonly delivery: DeliverySettings;
  readonly inventory: InventorySettings;
  readonly migration: MigrationSettings;
  /** Whom to tell what; empty where nobody is to be told. */
  readonly notify: readonly NotifyChannel[];
  readonly trust: TrustSettings;
  /** Of what the worker shows: current details, failures, and notifications without a language of their own. */
  readonly language: Language;
}

/** What tells a worker's own word from that of anybody else who can write to the namespace. */
export interface TrustSettings {
  /** The first one signs, all of them verify. A worker has at least one. */
  readonly keys: readonly WorkerKey[];
  /** Public keys whose results are trusted: those of `keys`, and those that are configured beside them. */
  readonly publicKeys: readonly string[];
}

/** A key that workers alone hold. */
export interface WorkerKey {
  /** Follows from the secret; names the key in messages and beside what it authenticates. */
  readonly id: string;
  /** 32 random bytes as base64. */
  readonly secret: Secret;
  /** `prep-pub-…`: verifies the results that this key signs. */
  readonly publicKey: string;
}

/** How to reach a KS3 source, and with which AccessKey. */
export interface SourceProfile {
  readonly endpoint: string;
  readonly region: string;
  /** Endpoints that an input may name beside the profile's own. */
  readonly allowedEndpoints: readonly string[];
  /** Regions that an input may name beside the profile's own. */
  readonly allowedRegions: readonly string[];
  readonly accessKeyId: string;
  readonly accessKeySecret: Secret;
  readonly sessionToken?: Secret | undefined;
  /** Path style for private-cloud KS3 and loopback; public KS3 refuses it. */
  readonly pathStyle: boolean;
  /** PEM of authorities that may have signed the certificates of its endpoints, beside those that Node knows. */
  readonly caCertificates?: string | undefined;
  /** Kingsoft Cloud's IAM of this source; absent where it is not configured. */
  readonly iam?: IamAccess | undefined;
}

/** How to reach Kingsoft Cloud's IAM, and with which AccessKey: the source's own, or one that is given for it. */
export interface IamAccess {
  readonly endpoint: string;
  /** Region that signatures are scoped to. */
  readonly region: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: Secret;
  readonly sessionToken?: Secret | undefined;
  /** The source's own. */
  readonly caCertificates?: string | undefined;
}

/** The Alibaba Cloud account that receives the migration, and the identity that provisions in it. */
export interface AlibabaAccount {
  /** The account that the AccessKey must belong to; a preparation stops when STS says another. */
  readonly accountId: string;
  /** Which site's sign-in link to give. */
  readonly site: 'china' | 'international';
  readonly accessKeyId: string;
  readonly accessKeySecret: Secret;
  readonly securityToken?: Secret | undefined;
  /** Overrides for private networks and the stand-ins; unset means the public endpoints. */
  readonly ossEndpoint?: string | undefined;
  /** Buckets whose objects are reached at a domain of their own. */
  readonly ossDomains?: Readonly<Record<string, string>> | undefined;
  readonly ramEndpoint?: string | undefined;
  readonly stsEndpoint?: string | undefined;
  readonly mgwEndpoint?: string | undefined;
}

/** What an input may leave out. */
export interface Defaults extends BucketSettings {
  /** Policy names, or one preset name. */
  readonly policies: readonly string[];
  /** Policy and preset names that an input may ask for; null for any. */
  readonly allowedPolicies: readonly string[] | null;
}

/** Who may approve, and how long that is waited for. An input may only tighten it. */
export interface ApprovalPolicy {
  /** Names that may decide; empty means anybody who can signal the workflow. */
  readonly approvers: readonly string[];
  /** Public keys of approvers, of the second group too. Whoever has one has to sign. */
  readonly keys: readonly ApproverKey[];
  /** How many different approvers are needed. */
  readonly required: number;
  /** Whether the approval of whoever asked for the preparation counts for nothing. */
  readonly fourEyes: boolean;
  /** Whether an approval without a comment counts for nothing. */
  readonly requireComment: boolean;
  /** What approvers sign in to Temporal as, where it is not their name; of the second group too. */
  readonly principals: readonly ApproverPrincipal[];
  /** Whether the approval of somebody without a key counts for nothing. */
  readonly requireSignatures: boolean;
  /** Whether an approval counts for nothing that the Temporal server does not say was sent by the approver. */
  readonly requirePrincipals: boolean;
  /** Whether those who have to prove approvals, by signature or principal, have to prove rejections too. */
  readonly signRejections: boolean;
  /** Milliseconds; after it the run ends without credentials. */
  readonly timeoutMs: number;
  /** Milliseconds between reminders. */
  readonly remindEveryMs: number;
  /** A second group whose members count only after a time; null where there is none. */
  readonly escalation: Escalation | null;
}

/** A public key of an approver. */
export interface ApproverKey {
  readonly approver: string;
  /** In OpenSSH's form, without a comment: `ssh-ed25519 AAAA…`. */
  readonly publicKey: string;
  /** `SHA256:…`, as `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
}

export interface Escalation {
  /** Milliseconds from the moment at which the plan begins to wait. */
  readonly afterMs: number;
  readonly approvers: readonly string[];
}

export interface CredentialSettings extends CredentialDefaults {
  /** age recipients that an input may name; null for any. */
  readonly allowedRecipients: readonly string[] | null;
}

/** What an input may leave out about credentials. */
export interface CredentialDefaults {
  /** age recipients that every credential is sealed to when the input names none. */
  readonly recipients: readonly string[];
  /** Milliseconds until the credentials should be revoked; null for no date. */
  readonly expireAfterMs: number | null;
}

/** What becomes of credentials after their delivery. */
export interface LifecycleSettings {
  /** Milliseconds between the disabling of an AccessKey and its removal; 0 for none. */
  readonly graceMs: number;
  /** Milliseconds in which the recipient of a new AccessKey has to confirm that it is in use. */
  readonly confirmWithinMs: number;
  /** Milliseconds between two sweeps for credentials whose expiry has passed. */
  readonly sweepEveryMs: number;
}

/** Where sealed credentials are put beside the workflow's result. */
export interface DeliverySettings {
  readonly oss: OssDelivery | null;
  readonly vault: VaultSettings | null;
}

/** A Vault or OpenBao server, and how to log on to it. */
export interface VaultSettings extends VaultDelivery {
  readonly auth: VaultAuth;
  /** Vault Enterprise or OpenBao namespace. */
  readonly namespace?: string | undefined;
  /** PEM of the authority that signed the server's certificate, where the system does not know it. */
  readonly caCertificate?: string | undefined;
}

export type VaultAuth =
  | { readonly kind: 'token'; readonly token: Secret }
  /** `mount`: where the auth method is mounted. */
  | { readonly kind: 'approle'; readonly mount: string; readonly roleId: string; readonly secretId: Secret };

export interface InventorySettings {
  /** List requests in flight per bucket. */
  readonly concurrency: number;
  /** Inventory slices of one bucket that run at the same time, each on any worker. */
  readonly parallelSlices: number;
}

/** How jobs of the migration service are created and watched. */
export interface MigrationSettings {
  /** RAM role that the service writes as; unset: no bucket can be migrated. */
  readonly role?: string | undefined;
  /** Region of the service; unset: that of the destination. */
  readonly region?: string | undefined;
  /**
   * Whether the service drops the prefix of the source from the keys that it writes, or keeps it. Keys stay as they are in
   * either case, since the address of the destination gets that prefix where it is dropped.
   */
  readonly sourcePrefix: 'dropped' | 'kept';
  /** Milliseconds between two looks at a running job. */
  readonly watchEveryMs: number;
}

/** A receiver of notifications. */
export interface NotifyChannel {
  /** How messages and errors name it, since its URL is a secret. */
  readonly name: string;
  readonly kind: NotifyKind;
  /** The whole address: it holds the token of the robot or hook. */
  readonly url: Secret;
  /** What messages are signed with; unset where the receiver asks for no signature. */
  readonly secret?: Secret | undefined;
  readonly events: readonly NotificationEvent[];
  readonly language: Language;
}
