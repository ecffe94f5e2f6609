import { defaultDataConverter, type LoadedDataConverter, type Payload } from '@temporalio/common';
import { neverBackwards, readListingProgress } from '../../client/runs/listing-heartbeat';
import { PROGRESS } from './fake-preparations';

const { payloadConverter } = defaultDataConverter;

function beating(...beats: unknown[]) {
  return beats.map((beat) => ({ heartbeatDetails: { payloads: [payloadConverter.toPayload(beat)] } }));
}

describe('the heartbeat of a listing', () => {
  it('is read as the client’s data converter reads it, codecs last to first', async () => {
    const layer = (mark: number) => ({
      encode: async (payloads: Payload[]) => payloads,
      decode: async (payloads: Payload[]) =>
        payloads.map((payload) => {
          expect(payload.data?.[0]).toBe(mark);
          return { ...payload, data: payload.data?.subarray(1) };
        }),
    });
    const converter: LoadedDataConverter = { ...defaultDataConverter, payloadCodecs: [layer(1), layer(2)] };
    const { metadata, data = new Uint8Array() } = payloadConverter.toPayload(PROGRESS);
    const payload = { metadata, data: Uint8Array.from([2, 1, ...(data ?? [])]) };
    const read = await readListingProgress(converter, [{ heartbeatDetails: { payloads: [payload] } }]);
    expect(read).toEqual(PROGRESS);
  });

  it('adds up slices that run side by side, exactly', async () => {
    const big = { ...PROGRESS, bytes: '9007199254740993', secondsLeft: 10 };
    expect(await readListingProgress(defaultDataConverter, beating(PROGRESS, big))).toEqual({
      objects: '2400000',
      bytes: '9007204623450113',
      pages: 2400,
      requests: 2402,
      rangesLeft: 24,
      objectsPerSecond: 90_000,
      secondsLeft: 75,
    });
  });

  it('does not say how long it takes while one slice does not know', async () => {
    const { secondsLeft: _, ...unknown } = PROGRESS;
    expect(await readListingProgress(defaultDataConverter, beating(PROGRESS, unknown))).not.toHaveProperty(
      'secondsLeft',
    );
  });

  it('is null where nothing has told yet, or something else beats', async () => {
    expect(await readListingProgress(defaultDataConverter, [])).toBeNull();
    expect(
      await readListingProgress(defaultDataConverter, [
        { heartbeatDetails: null },
        ...beating(null, 'x', {}),
      ]),
    ).toBeNull();
  });

  it('does not go back when a slice ends before the others', () => {
    const onward = neverBackwards();
    expect(onward(PROGRESS)).toEqual(PROGRESS);
    const fewer = { ...PROGRESS, objects: '999', bytes: '1', pages: 1, requests: 1, rangesLeft: 3 };
    expect(onward(fewer)).toEqual({ ...PROGRESS, rangesLeft: 3 });
    expect(onward({ ...PROGRESS, objects: '1200001' }).objects).toBe('1200001');
  });
});
