import type { LoadedDataConverter, Payload } from '@temporalio/common';

/** Decodes payloads as the SDK does: through the codecs, the last one first. */
export async function decodePayloads(
  { payloadCodecs, payloadConverter }: Pick<LoadedDataConverter, 'payloadCodecs' | 'payloadConverter'>,
  payloads: readonly Payload[],
): Promise<unknown[]> {
  let plain = [...payloads];
  for (const codec of payloadCodecs.toReversed()) {
    plain = await codec.decode(plain);
  }
  return plain.map((payload) => payloadConverter.fromPayload(payload));
}
