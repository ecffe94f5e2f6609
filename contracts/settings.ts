import type { NotificationEvent, NotifyKind, NotifyLanguage } from './notification';
import type { Secret } from './secret';

/** What the worker's configuration says, checked and with its files read. The worker builds it; activities use it. */
export interface Settings {
  /** KS3 sources by profile name. */
  readonly sources: Readonly<Record<string, SourceProfile>>;
  readonly alibaba: AlibabaAccount;
  readonly defaults: Defaults;
  readonly approval: ApprovalPolicy;
  readonly credentials: CredentialSettings;
  readonly inventory: InventorySettings;
  /** Whom to tell what; empty where nobody is to be told. */
  readonly notify: readonly NotifyChannel[];
}

/** How to reach a KS3 source, and with which AccessKey. */
export interface SourceProfile {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: Secret;
  readonly sessionToken?: Secret | undefined;
  /** Path style for private-cloud KS3 and loopback; public KS3 refuses it. */
  readonly pathStyle: boolean;
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
  readonly ramEndpoint?: string | undefined;
  readonly stsEndpoint?: string | undefined;
}

/** What an input may leave out. */
export interface Defaults {
  readonly region: string;
  readonly storageClass: StorageClass;
  readonly redundancy: Redundancy;
  readonly acl: BucketAcl;
  readonly blockPublicAccess: boolean;
  readonly encryption: Encryption;
  readonly versioning: boolean;
  /** Policy names, or one preset name. */
  readonly policies: readonly string[];
}

/** Who may approve, and how long that is waited for. An input may only tighten it. */
export interface ApprovalPolicy {
  /** Names that may decide; empty means anybody who can signal the workflow. */
  readonly approvers: readonly string[];
  /** How many different approvers are needed. */
  readonly required: number;
  /** Milliseconds; after it the run ends without credentials. */
  readonly timeoutMs: number;
  /** Milliseconds between reminders. */
  readonly remindEveryMs: number;
}

export interface CredentialSettings {
  /** age recipients that every credential is sealed to when the input names none. */
  readonly recipients: readonly string[];
  /** Milliseconds until the credentials should be taken back; null for no date. */
  readonly expireAfterMs: number | null;
}

export interface InventorySettings {
  /** List requests in flight per bucket. */
  readonly concurrency: number;
  /** Inventory slices of one bucket that run at the same time, each on any worker. */
  readonly parallelSlices: number;
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
  readonly language: NotifyLanguage;
}

export const STORAGE_CLASSES = ['Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive'] as const;
export type StorageClass = (typeof STORAGE_CLASSES)[number];

export const REDUNDANCIES = ['LRS', 'ZRS'] as const;
export type Redundancy = (typeof REDUNDANCIES)[number];

export const BUCKET_ACLS = ['private', 'public-read', 'public-read-write'] as const;
export type BucketAcl = (typeof BUCKET_ACLS)[number];

export const ENCRYPTIONS = ['none', 'AES256', 'KMS'] as const;
export type Encryption = (typeof ENCRYPTIONS)[number];
