import type { Ks3Operation } from './operation';

/** AccessKeys that another service issues: IAM. */
export interface KeyDirectory {
  /** The key; `refused` if it is disabled, deleted or too new; undefined if it never existed. */
  find(accessKeyId: string): DirectoryKey | 'refused' | undefined;
}

export interface DirectoryKey {
  readonly secret: string;
  permits(action: string, resource: string): boolean;
  /** Notes that it has just been used. */
  used(): void;
}

/** Keywords of KS3's policies (docs.ksyun.com/documents/5178); operations without one are named after themselves. */
const actions: Partial<Record<Ks3Operation, string>> = {
  HeadBucket: 'ks3:ListBucket',
  ListObjects: 'ks3:ListBucket',
  ListObjectsV2: 'ks3:ListBucket',
  ListMultipartUploads: 'ks3:ListBucketMultipartUploads',
  HeadObject: 'ks3:GetObject',
};

/** What a policy must permit for an operation. `resource`: bucket, or bucket and key (`photos/a.jpg`). */
export function neededPermission(
  operation: Ks3Operation,
  resource: string | undefined,
): { action: string; resource: string } {
  return {
    action: actions[operation] ?? `ks3:${operation}`,
    resource: `krn:ksc:ks3:::${resource ?? '*'}`,
  };
}
