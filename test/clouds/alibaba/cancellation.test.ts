import { describe, expect, it } from '@jest/globals';
import { readCall, writeCall } from '../../../clouds/alibaba/cancellation';

describe('readCall', () => {
  it('ends with the reason as soon as the caller gives up', async () => {
    const controller = new AbortController();
    const reading = readCall(controller.signal, () => new Promise<never>(() => undefined));
    controller.abort(new Error('cancelled'));
    await expect(reading).rejects.toThrow('cancelled');
  });

  it('sends nothing for a caller that gave up before', async () => {
    let sent = 0;
    const signal = AbortSignal.abort(new Error('cancelled'));
    const call = async () => {
      sent += 1;
    };
    await expect(readCall(signal, call)).rejects.toThrow('cancelled');
    await expect(writeCall(signal, call)).rejects.toThrow('cancelled');
    expect(sent).toBe(0);
  });

  it('gives the answer, or what the call throws', async () => {
    const { signal } = new AbortController();
    await expect(readCall(signal, async () => 7)).resolves.toBe(7);
    await expect(readCall(signal, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});

describe('writeCall', () => {
  it('waits for what was sent even if the caller gives up meanwhile', async () => {
    const controller = new AbortController();
    let finish = (): void => undefined;
    const sent = new Promise<string>((resolve) => {
      finish = () => resolve('made');
    });
    const writing = writeCall(controller.signal, () => sent);
    controller.abort(new Error('cancelled'));
    finish();
    await expect(writing).resolves.toBe('made');
  });
});
