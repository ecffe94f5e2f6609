import type OSS from 'ali-oss';

/** Methods that the SDK has and its type package lacks. */
export interface BucketSettingsMethods {
  getBucketTags(bucket: string): Promise<{ tag: Record<string, string> }>;
  putBucketTags(bucket: string, tags: Record<string, string>): Promise<unknown>;
  deleteBucketTags(bucket: string): Promise<unknown>;
  getBucketEncryption(bucket: string): Promise<{ encryption: unknown }>;
  putBucketEncryption(bucket: string, options: { SSEAlgorithm: string }): Promise<unknown>;
  deleteBucketEncryption(bucket: string): Promise<unknown>;
  getBucketVersioning(bucket: string): Promise<{ versionStatus: string | undefined }>;
  putBucketVersioning(bucket: string, status: string): Promise<unknown>;
}

export const withSettingsMethods = (client: OSS): OSS & BucketSettingsMethods =>
  client as OSS & BucketSettingsMethods;

interface LowLevelClient {
  request(parameters: Record<string, unknown>): Promise<unknown>;
}

/** PutBucket as the SDK sends it; returns the name from the Location header. */
export async function putBucket(client: OSS, name: string, options: object = {}): Promise<string | null> {
  // The package's types want every option at once.
  const answer = (await client.putBucket(name, options as OSS.PutBucketOptions)) as unknown as {
    bucket: string | null;
  };
  return answer.bucket;
}

/** A request that the SDK signs and sends but has no method for, or checks too strictly. */
export const lowLevelRequest = (client: OSS, parameters: Record<string, unknown>): Promise<unknown> =>
  (client as unknown as LowLevelClient).request(parameters);

export interface OssRefusal {
  code: string;
  status: number;
  message: string;
  ec: string | undefined;
}

/** The error of a refused call, as the SDK reports it; fails the test if the call is not refused. */
export async function refusedByOss(call: Promise<unknown>): Promise<OssRefusal> {
  let answer: unknown;
  try {
    answer = await call;
  } catch (error) {
    const { code, status, message, ecCode } = error as OssRefusal & { ecCode?: string };
    return { code, status, message, ec: ecCode };
  }
  throw new Error(`not refused: ${typeof answer}`);
}
