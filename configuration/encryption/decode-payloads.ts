import { ValueError, type LoadedDataConverter, type Payload } from '@temporalio/common';
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

/** Whether an error says that a payload is none of ours: one that other keys or another namespace could read may be. */
export function isNoneOfOurs(error: unknown): boolean {
  return (
    error instanceof ValueError ||
    // What calls itself JSON and is none.
    error instanceof SyntaxError ||
    (error instanceof PayloadNotReadable && !error.elsewhere)
  );
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
