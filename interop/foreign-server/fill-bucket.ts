import { CreateBucketCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Planned } from './awkward-keys';

/** What a server took of the plan. */
export interface Filled {
  readonly taken: readonly Planned[];
  /** Keys that it refused, with its reason. */
  readonly refused: readonly { readonly key: string; readonly reason: string }[];
}

const AT_ONCE = 16;

/** Puts the objects one by one: each that the server confirms counts. */
export async function fillBucket(
  client: S3Client,
  bucket: string,
  planned: readonly Planned[],
): Promise<Filled> {
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  const taken: Planned[] = [];
  const refused: { key: string; reason: string }[] = [];
  const left = [...planned];
  const put = async (): Promise<void> => {
    for (let object = left.pop(); object !== undefined; object = left.pop()) {
      const { key, bytes } = object;
      try {
        await client.send(
          new PutObjectCommand({ Bucket: bucket, Key: key, Body: Buffer.alloc(bytes, 0x2e) }),
        );
        taken.push(object);
      } catch (error) {
        refused.push({ key, reason: (error as Error).name });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, put));
  return { taken, refused };
}
