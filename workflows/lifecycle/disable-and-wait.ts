import { CancellationScope, isCancellation } from '@temporalio/workflow';
import type { Attested } from '../../contracts/attested';
import { disabledByRun, type DisabledKeys } from '../../contracts/credential-lifecycle';
import { phrase } from '../../presentation/words/words';
import type { Run } from '../run/run';

/** Keys to disable for a while. */
export interface Disabling {
  /** One for each user. Null where a user is gone. */
  readonly disable: readonly (() => Promise<Attested<DisabledKeys> | null>)[];
  readonly enable: (keys: Attested<DisabledKeys>, at: number) => Promise<void>;
  readonly wait: () => Promise<unknown>;
}

/**
 * Disables AccessKeys and waits, so that whoever still needs them can speak up: cancelled in between, they are enabled
 * again before the run ends.
 *
 * @returns what was disabled, for each user; null where the user is gone
 */
export async function disableAndWait(
  run: Run<'disable' | 'grace'>,
  { disable, enable, wait }: Disabling,
): Promise<readonly (Attested<DisabledKeys> | null)[]> {
  const disabled: (Attested<DisabledKeys> | null)[] = disable.map(() => null);
  const work = disable.map((one, at) => async () => {
    disabled[at] = await one();
  });
  try {
    await run.step(
      'disable',
      () => run.eachToCompletion(work, 'disable'),
      () => keysOf(disabled).join(', '),
    );
    await run.step('grace', wait, () => '');
    return disabled;
  } catch (error) {
    if (isCancellation(error)) {
      await CancellationScope.nonCancellable(() =>
        run.step(
          'disable',
          () => run.eachToCompletion(undoing(disabled, enable), 'disable'),
          () => phrase('run.enabledAgain', { keys: disabled.flatMap((one) => enabledIn(one)) }),
        ),
      );
    }
    throw error;
  }
}

function undoing(
  disabled: readonly (Attested<DisabledKeys> | null)[],
  enable: Disabling['enable'],
): (() => Promise<void>)[] {
  return disabled.flatMap((keys, at) => (keys === null ? [] : [() => enable(keys, at)]));
}

function enabledIn(one: Attested<DisabledKeys> | null): string[] {
  return one === null ? [] : disabledByRun(one.value);
}

function keysOf(disabled: readonly (Attested<DisabledKeys> | null)[]): string[] {
  return disabled.flatMap((one) => one?.value.keys ?? []);
}
