import { readCall, writeCall } from '../alibaba/cancellation';
import { PrepError } from '../../contracts/prep-error';
import { ossClient } from './oss-client';
import type { OssOptions } from './oss-options';
import { ossCall } from './oss-call';

/** Small texts in an OSS bucket. Every verb rejects with a PrepError of the error table, or with the signal's reason. */
export interface OssTexts {
  /** Null if there is no such object. */
  read(bucket: string, key: string, signal: AbortSignal): Promise<string | null>;
  /**
   * Writes an object if there is none. OSS ignores that condition in a bucket with versioning, in which overwriting loses
   * nothing either; read first.
   */
  writeNew(bucket: string, key: string, text: string, signal: AbortSignal): Promise<'written' | 'exists'>;
}

/**
 * Texts in OSS over Alibaba Cloud's own SDK.
 *
 * @throws PrepError `EndpointRefused`, or `OssRequestRefused` for a region or key that the SDK does not take
 */
export function createOssTexts(options: OssOptions): OssTexts {
  return {
    async read(bucket, key, signal) {
      const objects = ossClient(options, bucket);
      try {
        const { content } = await readCall(signal, () => ossCall(bucket, () => objects.get(key)));
        return Buffer.from(content).toString('utf8');
      } catch (error) {
        if (isMissing(error)) {
          return null;
        }
        throw error;
      }
    },

    async writeNew(bucket, key, text, signal) {
      const objects = ossClient(options, bucket);
      const headers = { 'x-oss-forbid-overwrite': 'true', 'Content-Type': 'text/plain; charset=utf-8' };
      try {
        await writeCall(signal, () =>
          ossCall(bucket, () => objects.put(key, Buffer.from(text), { headers })),
        );
        return 'written';
      } catch (error) {
        // EC 0026-00000002
        if (error instanceof PrepError && error.context.code === 'FileAlreadyExists') {
          return 'exists';
        }
        throw error;
      }
    },
  };
}

/** The SDK makes up NoSuchKey for any 404 without a body; one with a request ID came from OSS. */
function isMissing(error: unknown): boolean {
  return (
    error instanceof PrepError && error.context.code === 'NoSuchKey' && error.context.requestId !== undefined
  );
}
