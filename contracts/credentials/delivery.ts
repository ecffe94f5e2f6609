import type { Said } from '../../presentation/words/phrase';

/** Where sealed credentials are put beside the workflow's result; of the worker's configuration, never of an input. */
export type DeliveryTarget = OssDelivery | VaultDelivery;

/** An OSS bucket of the same account, to which the provisioning identity writes. */
export interface OssDelivery {
  readonly kind: 'oss';
  readonly bucket: string;
  readonly region: string;
  /** In front of every object's key; empty, or ends in `/`. */
  readonly prefix: string;
}

/** HashiCorp Vault or OpenBao, secrets engine KV version 2. */
export interface VaultDelivery {
  readonly kind: 'vault';
  /** `https://host[:port]`; http for loopback addresses only. */
  readonly address: string;
  /** Where the secrets engine is mounted. */
  readonly mount: string;
  /** In front of every secret's path; empty, or ends in `/`. */
  readonly prefix: string;
  /** What is written: the sealed text, or the credentials themselves. */
  readonly content: 'sealed' | 'plain';
}

/** Whose credentials they are: a RAM user's or, for the source's own AccessKey, those of a Kingsoft IAM user. */
export interface DeliveryOwner {
  /** Null where the cloud does not tell. */
  readonly accountId: string | null;
  readonly userName: string;
}

export type CredentialKind = 'access-key' | 'console-logon' | 'source-access-key';

/** One sealed text to deliver. */
export interface SealedEntry {
  readonly kind: CredentialKind;
  /** age armor. */
  readonly sealed: string;
  /** Present for an AccessKey. */
  readonly accessKeyId?: string | undefined;
  /** Whose it is, where it is not the owner's of the request. */
  readonly owner?: DeliveryOwner | undefined;
}

/** What to deliver, and where to. */
export interface DeliveryRequest {
  readonly targets: readonly DeliveryTarget[];
  readonly owner: DeliveryOwner;
  readonly entries: readonly SealedEntry[];
  /** Counts what a run delivers again instead of what it delivered before; unset for the first. */
  readonly edition?: number | undefined;
}

/** Something that was delivered, confirmed by reading it back. */
export interface DeliveryReceipt {
  /** For example `OSS object oss://vault-bucket/prepare/photos/…/access-key.age`. */
  readonly where: Said;
  readonly content: 'sealed' | 'plain';
  /** ISO time at which it was read back. */
  readonly at: string;
}
