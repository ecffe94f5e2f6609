import { describe, expect, it, jest } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { ApplicationFailure, type MetricMeter } from '@temporalio/common';
import { DefaultLogger } from '@temporalio/worker';
import { guardedIn } from '../../activities/guarded-activity';
import { withMemoryInFailure } from '../../activities/with-memory';
import { PrepError } from '../../contracts/prep-error';

const quiet = new DefaultLogger('ERROR', () => undefined);

/** Runs an activity that keeps `keeps` and fails, and returns its failure. */
async function failureOf(
  {
    given,
    kept,
    keeps = [],
  }: { readonly given?: string; readonly kept?: string; readonly keeps?: (string | undefined)[] },
  found: (before: string | undefined) => void = () => undefined,
  metricMeter?: MetricMeter,
): Promise<ApplicationFailure> {
  const activity = guardedIn('en')(
    () =>
      withMemoryInFailure<string, void>(given, 'en', async (memory) => {
        found(memory.kept);
        keeps.forEach((value) => memory.keep(value));
        throw new PrepError('OssUnavailable', { resource: 'photos-oss' });
      }),
    false,
  );
  const environment = new MockActivityEnvironment({ heartbeatDetails: kept }, { logger: quiet, metricMeter });
  const failure: unknown = await environment.run(activity).catch((reason: unknown) => reason);
  expect(failure).toBeInstanceOf(ApplicationFailure);
  return failure as ApplicationFailure;
}

describe('what an activity keeps for the next one', () => {
  it.each([
    ['what it kept last', { given: 'a', keeps: ['b', 'c'] }, ['c']],
    ['what it was given, if it kept nothing', { given: 'a' }, ['a']],
    ['nothing, if there is nothing more to keep', { given: 'a', keeps: [undefined] }, []],
  ])('is in its failure: %s', async (_what, how, details) => {
    const failure = await failureOf(how);
    // Before what the error says.
    expect(failure.details?.slice(0, -1)).toEqual(details);
  });

  it('gives way to what an attempt of its own kept', async () => {
    const found = jest.fn();
    await failureOf({ given: 'a', kept: 'b' }, found);
    expect(found).toHaveBeenCalledWith('b');
  });

  it('does not make one failure count twice', async () => {
    const add = jest.fn();
    await failureOf({ given: 'a' }, undefined, { createCounter: () => ({ add }) } as unknown as MetricMeter);
    expect(add.mock.calls).toEqual([[1, expect.objectContaining({ error: 'OssUnavailable' })]]);
  });
});
