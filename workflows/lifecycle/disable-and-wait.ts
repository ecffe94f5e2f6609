import { CancellationScope, isCancellation } from '@temporalio/workflow';
import type { Attested } from '../../contracts/approval/attested';
import type { DisabledKeys } from '../../contracts/credentials/credential-lifecycle';
import { phrase } from '../../presentation/words/words';
import { attestedIn } from '../run/problem';
import type { Run } from '../run/run';

type KnownKeys = Attested<readonly string[]> | undefined;

/** Keys to disable for a while. */
export interface Disabling {
  /**
   * One for each user. Null where a user is gone.
   *
   * @param known the keys that were active before, as its failure had them
   */
  readonly disable: readonly ((known: KnownKeys) => Promise<Attested<DisabledKeys> | null>)[];
  /**
   * @param keys null if no answer says what was disabled
   * @returns the keys that are enabled
   */
  readonly enable: (
    keys: Attested<DisabledKeys> | null,
    known: KnownKeys,
    at: number,
  ) => Promise<readonly string[]>;
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
  const known: KnownKeys[] = disable.map(() => undefined);
  const work = disable.map((one, at) => async () => {
    try {
      // To its end: only its answer says what to enable again.
      disabled[at] = await CancellationScope.nonCancellable(() => one(known[at]));
    } catch (error) {
      known[at] = attestedIn<readonly string[]>(error) ?? known[at];
      throw error;
    }
  });
  try {
    await run.step(
      'disable',
      () => run.eachToCompletion(work, 'disable'),
      () => phrase('run.all', { what: keysOf(disabled) }),
    );
    await run.step('grace', wait, () => '');
    return disabled;
  } catch (error) {
    if (isCancellation(error)) {
      await CancellationScope.nonCancellable(() =>
        run.step(
          'disable',
          () =>
            run.eachToCompletion(
              disabled.map((keys, at) => () => enable(keys, known[at], at)),
              'disable',
            ),
          (enabled) => phrase('run.enabledAgain', { keys: enabled.flat() }),
        ),
      );
    }
    throw error;
  }
}

function keysOf(disabled: readonly (Attested<DisabledKeys> | null)[]): string[] {
  return disabled.flatMap((one) => one?.value.keys ?? []);
}
