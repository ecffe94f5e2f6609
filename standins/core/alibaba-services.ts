import type { OssStandIn } from '../oss/oss-service';
import type { IdentityStore } from '../ram/identity-store';
import type { Service } from './service';

export interface AlibabaOptions {
  /** Region of the OSS endpoint in the form of the bucket's `Location`, without `oss-`. Default `cn-beijing`. */
  ossRegion?: string;
  /** Absent: random. */
  accountId?: string;
  accessKeyId?: string;
  accessKeySecret?: string;
}

/**
 * The three Alibaba services over one account, because OSS and STS must know the users and keys that RAM created.
 * Implemented by `standins/ram/alibaba-services.ts`.
 */
export interface AlibabaServices {
  oss: OssStandIn;
  /** Answers the actions of RAM and IMS. */
  ram: Service;
  sts: Service;
  /** Accounts, users and keys. */
  store: IdentityStore;
  ossRegion: string;
  accountId: string;
  /** Keys of the account's administrator, which the worker is configured with. */
  accessKeyId: string;
  accessKeySecret: string;
}
