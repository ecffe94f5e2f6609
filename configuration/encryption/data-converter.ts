import type { DataConverter } from '@temporalio/common';
import { EncryptionCodec, type PayloadEncryption } from './encryption-codec';

/**
 * How clients of a namespace convert data. Without a key it encrypts nothing, and reports which key is missing if a
 * payload is encrypted.
 */
export function dataConverterFor(encryption: PayloadEncryption, namespace: string): DataConverter {
  return {
    payloadCodecs: [new EncryptionCodec(encryption, namespace)],
    ...failureConverterFor(encryption),
  };
}

/** The failure converter's path, if payloads are encrypted; the workflow bundle must contain it too. */
export function failureConverterFor({
  keys,
}: PayloadEncryption): Pick<DataConverter, 'failureConverterPath'> {
  return keys.length === 0 ? {} : { failureConverterPath: require.resolve('./failure-converter') };
}
