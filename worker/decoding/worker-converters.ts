import type { DataConverter } from '@temporalio/common';
import type { BundleOptions } from '@temporalio/worker';
import { failureConverterFor } from '../../configuration/encryption/data-converter';
import { EncryptionCodec, type PayloadEncryption } from '../../configuration/encryption/encryption-codec';
import { TolerantCodec } from './tolerant-codec';

const payloadConverterPath = require.resolve('./payload-converter');

/** How workers of a namespace convert data: as clients do, but nothing that somebody sends can make them throw. */
export function workerDataConverter(
  encryption: PayloadEncryption,
  namespace: string,
  warn: (message: string) => void = () => undefined,
): DataConverter {
  return {
    payloadCodecs: [new TolerantCodec(new EncryptionCodec(encryption, namespace), warn)],
    payloadConverterPath,
    ...failureConverterFor(encryption),
  };
}

/** What the workflow bundle must contain for it. */
export function bundledConverters(
  encryption: PayloadEncryption,
): Pick<BundleOptions, 'payloadConverterPath' | 'failureConverterPath' | 'workflowInterceptorModules'> {
  return {
    payloadConverterPath,
    workflowInterceptorModules: [require.resolve('./workflow-interceptors')],
    ...failureConverterFor(encryption),
  };
}
