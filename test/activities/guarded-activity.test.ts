import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { DefaultLogger } from '@temporalio/worker';
import { guardedIn } from '../../activities/guarded-activity';
import { PrepError } from '../../contracts/prep-error';
import { everythingPrintable } from '../clouds/alibaba/rejection';

afterEach(() => {
  jest.restoreAllMocks();
});

const guarded = guardedIn('en');
const quiet = new DefaultLogger('ERROR', () => undefined);
const environment = () => new MockActivityEnvironment(undefined, { logger: quiet });

async function failureOf(error: unknown): Promise<ApplicationFailure> {
  const activity = guarded(async () => {
    throw error;
  });
  const failure: unknown = await environment()
    .run(activity)
    .catch((reason: unknown) => reason);
  expect(failure).toBeInstanceOf(ApplicationFailure);
  return failure as ApplicationFailure;
}

describe('the failure of an activity', () => {
  it.each([
    ['RamThrottled', false],
    ['Ks3Unavailable', false],
    ['Ks3AccessDenied', true],
    ['OssNameTaken', true],
    ['InvalidInput', true],
    ['AlreadyPrepared', true],
  ] as const)('of type %s is final: %s', async (type, nonRetryable) => {
    const error = new PrepError(type, { resource: 'RAM user mgw-photos', requestId: 'R-1' });
    expect(await failureOf(error)).toMatchObject({ type, nonRetryable, message: error.message });
  });

  it('is short enough to be recorded, however long what it is about', async () => {
    const { message } = await failureOf(new PrepError('InvalidInput', { resource: 'x'.repeat(3_000_000) }));
    expect(message).toHaveLength(8192);
    expect(message.endsWith('…')).toBe(true);
  });

  it('is retried after the time that the cloud asked for', async () => {
    const failure = await failureOf(new PrepError('RamThrottled', { resource: 'x', retryAfterMs: 42_000 }));
    expect(failure.nextRetryDelay).toBe(42_000);
    expect(
      (await failureOf(new PrepError('RamThrottled', { resource: 'x' }))).nextRetryDelay,
    ).toBeUndefined();
  });

  it('that nobody foresaw is retried, and does not repeat its message', async () => {
    const secret = 'https://host/?Password=hunter2';
    const failure = await failureOf(Object.assign(new TypeError(secret), { cause: new Error(secret) }));
    expect(failure).toMatchObject({ type: 'UnexpectedError', nonRetryable: false });
    expect(failure.message).toContain('It was a TypeError');
    expect(everythingPrintable(failure)).not.toContain('hunter2');
  });

  it.each([['text'], [undefined], [null], [42], [{ message: 'secret-in-an-object' }]])(
    'that is no error at all (%p) is one of the table too',
    async (thrown) => {
      const failure = await failureOf(thrown);
      expect(failure.type).toBe('UnexpectedError');
      expect(everythingPrintable(failure)).not.toContain('secret-in-an-object');
    },
  );

  it('is passed on as it is where Temporal made it', async () => {
    const own = ApplicationFailure.nonRetryable('checkpoint inside', 'Ks3AccessDenied', { ranges: [] });
    expect(await failureOf(own)).toBe(own);
    const activity = guarded(async () => {
      throw new CancelledFailure('cancelled');
    });
    await expect(environment().run(activity)).rejects.toThrow(CancelledFailure);
  });
});

describe('a guarded activity', () => {
  it('beats while it works', async () => {
    const env = environment();
    const beaten = new Promise<void>((resolve) => env.once('heartbeat', () => resolve()));
    expect(
      await env.run(
        guarded(async () => {
          await beaten;
          return 'done';
        }),
      ),
    ).toBe('done');
  });

  it('does not beat where it sends heartbeats of its own, nor once it is done', async () => {
    const [started, stopped] = [jest.spyOn(global, 'setInterval'), jest.spyOn(global, 'clearInterval')];
    await environment().run(guarded(async () => 'done', false));
    expect(started).not.toHaveBeenCalled();
    await environment().run(guarded(async () => 'done'));
    expect(started).toHaveBeenCalledTimes(1);
    expect(stopped).toHaveBeenLastCalledWith(started.mock.results[0]?.value as NodeJS.Timeout);
  });
});
