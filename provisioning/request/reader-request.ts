import type { SourceKeyRequest } from '../../contracts/runs/preparation';

export type ReaderRequest = Extract<SourceKeyRequest, { mode: 'create' }>;

/** IAM takes 64 characters; nine are for the suffix. */
const MAX_NAME = 64 - 9;
const SERVICE = '-job';

/**
 * The dedicated IAM user of a bucket, and what its policy permits. The name holds a part of the preparation's key of
 * ownership, so that two preparations never want the same one.
 */
export function readerOf(bucket: string, preparation: string): ReaderRequest {
  const name = `${`mgw-${bucket}`.slice(0, MAX_NAME)}-${preparation.slice(0, 8)}`;
  return { mode: 'create', userName: name, policy: { name, document: readerPolicy(bucket) } };
}

/**
 * The same for the migration service, for as long as its jobs run: a user of its own, so that neither an expiry nor a
 * rotation of what was delivered concerns a job.
 */
export function serviceReaderOf(bucket: string, preparation: string): ReaderRequest {
  const name = `${`mgw-${bucket}`.slice(0, MAX_NAME - SERVICE.length)}-${preparation.slice(0, 8)}${SERVICE}`;
  return { mode: 'create', userName: name, policy: { name, document: readerPolicy(bucket) } };
}

/** Whether a user is one of the migration service, by its name: that of no other reader ends so. */
export function isServiceReader(userName: string): boolean {
  return userName.startsWith('mgw-') && userName.endsWith(SERVICE);
}

/**
 * Lists, locates and reads one bucket, and nothing else (docs.ksyun.com/documents/5178). IAM documents are limited to
 * 2,048 characters.
 */
function readerPolicy(bucket: string): string {
  return JSON.stringify({
    Version: '2015-11-01',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['ks3:ListBucket', 'ks3:GetBucketLocation'],
        Resource: [`krn:ksc:ks3:::${bucket}`],
      },
      { Effect: 'Allow', Action: ['ks3:GetObject'], Resource: [`krn:ksc:ks3:::${bucket}/*`] },
    ],
  });
}
