import type { DataConverter } from '@temporalio/common';
import { EncryptionCodec, type PayloadEncryption } from './encryption-codec';

/**
 * How clients of a namespace convert data. With no key it encrypts nothing, and says what is missing where it meets what
 * somebody else encrypted.
 */
export function dataConverterFor(encryption: PayloadEncryption, namespace: string): DataConverter {
  return {
    payloadCodecs: [new EncryptionCodec(encryption, namespace)],
    ...failureConverterFor(encryption),
  };
}

/** The failure converter's path, where there is something to keep secret; the workflow bundle has to contain it too. */
export function failureConverterFor({
  keys,
}: PayloadEncryption): Pick<DataConverter, 'failureConverterPath'> {
  return keys.length === 0 ? {} : { failureConverterPath: require.resolve('./failure-converter') };
}
