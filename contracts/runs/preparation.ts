import type { DeliveryTarget } from '../credentials/delivery';
import type { Language } from '../../presentation/words/language';
import type { BucketSettings } from '../inputs/bucket-settings';
import type { ApprovalPolicy, CredentialDefaults } from '../settings';

/**
 * A preparation with every default filled in: what the validated input and the worker's configuration say together.
 * It holds names and settings, never a secret.
 */
export interface Preparation {
  readonly source: SourceRequest;
  readonly destination: DestinationRequest;
  readonly ramUser: RamUserRequest;
  readonly approval: ApprovalTerms;
  readonly credentials: CredentialTerms;
  readonly account: AccountRef;
  readonly sourceKey: SourceKeyRequest;
  /** The key of ownership (`preparation-id.ts`): everything that is made carries it. */
  readonly id: string;
  /** Whether anybody is to be told how the run goes. */
  readonly notify: boolean;
  /** Of what the worker shows about the run. */
  readonly language: Language;
}

/** The credentials of an input that names none. */
export const DEFAULT_PROFILE = 'default';

export interface SourceRequest {
  /** Name of the credentials in the worker's configuration. */
  readonly profile: string;
  readonly bucket: string;
  /** Only keys that start with it; empty for the whole bucket. */
  readonly prefix: string;
  readonly endpoint: string;
  readonly region: string;
  /** The configured AccessKey ID of KS3 (its secret stays in the configuration). */
  readonly accessKeyId: string;
}

/** The validated input of an inventory. */
export interface InventoryRequest extends SourceRequest {
  /** Of what the worker shows about the run. */
  readonly language: Language;
}

/** Which AccessKey the migration job will read the source with: the configured one, or a dedicated one made for it. */
export type SourceKeyRequest =
  | { readonly mode: 'use' }
  | {
      readonly mode: 'create';
      /** The Kingsoft IAM user to make, and the custom policy that it gets. */
      readonly userName: string;
      readonly policy: { readonly name: string; readonly document: string };
    };

export interface DestinationRequest extends BucketSettings {
  readonly bucket: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Use a bucket of this account that this run did not make, as it is. */
  readonly adopt: boolean;
}

export interface RamUserRequest {
  readonly name: string;
  readonly displayName: string;
  readonly consoleLogon: boolean;
  readonly programmaticAccess: boolean;
  readonly passwordResetRequired: boolean;
  readonly policies: readonly PolicyRequest[];
}

export interface PolicyRequest {
  readonly name: string;
  readonly type: 'System' | 'Custom';
  /** Present where this product creates the custom policy if it is missing. */
  readonly document?: string | undefined;
}

/** The configured policy, tightened by the input. */
export interface ApprovalTerms extends ApprovalPolicy {
  /** Who asked for the preparation, as its input says; null where it says nothing. */
  readonly requester: string | null;
}

/** The configured recipients and expiry, or the input's own; and where the configuration has the sealed text put. */
export interface CredentialTerms extends CredentialDefaults {
  /** Absent where it is nowhere but in the result. */
  readonly delivery?: readonly DeliveryTarget[] | undefined;
}

export interface AccountRef {
  readonly id: string;
  readonly site: 'china' | 'international';
}
