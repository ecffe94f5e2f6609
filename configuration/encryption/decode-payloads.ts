import type { LoadedDataConverter, Payload } from '@temporalio/common';
import { PayloadNotReadable } from './payload-not-readable';

type Decoding = Pick<LoadedDataConverter, 'payloadCodecs' | 'payloadConverter'>;

/** Decodes payloads as the SDK does: through the codecs, the last one first. */
export async function decodePayloads(
  { payloadCodecs, payloadConverter }: Decoding,
  payloads: readonly Payload[],
): Promise<unknown[]> {
  let plain = [...payloads];
  for (const codec of payloadCodecs.toReversed()) {
    plain = await codec.decode(plain);
  }
  return plain.map((payload) => payloadConverter.fromPayload(payload));
}

/**
 * What a run was started with, which anybody can have done with anything: undefined for what cannot be decoded, as that is no
 * input of ours.
 *
 * @throws PayloadNotReadable if other keys or another namespace could read it
 */
export async function decodeInput(
  converter: Decoding,
  payloads: readonly Payload[] | null | undefined,
): Promise<unknown> {
  try {
    return (await decodePayloads(converter, payloads?.slice(0, 1) ?? []))[0];
  } catch (error) {
    if (error instanceof PayloadNotReadable && error.elsewhere) {
      throw error;
    }
    return undefined;
  }
}
