import type { DisabledKeys } from '../../contracts/credentials/credential-lifecycle';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';

/**
 * Ensures that keys have been disabled for the configured grace period before they are removed. The clock of the worker
 * that disabled them may be ahead of this one's: what is missing then is waited for.
 *
 * @param disabled what a worker disabled for this run, and when; null for nothing
 * @throws PrepError `GraceNotOver` with the time that is missing; `AccessChanged` for a key that was not disabled
 */
export function requireGraceOver(
  keys: readonly string[],
  disabled: DisabledKeys | null,
  graceMs: number,
  what: Said,
): void {
  if (graceMs === 0 || keys.length === 0) {
    return;
  }
  const unknown = keys.filter((key) => disabled?.keys.includes(key) !== true);
  if (disabled === null || unknown.length > 0) {
    throw new PrepError('AccessChanged', {
      resource: what,
      detail: phrase('lifecycle.notDisabledBefore', { keys: unknown }),
    });
  }
  const over = Date.parse(disabled.disabledAt) + graceMs;
  const leftMs = over - Date.now();
  if (leftMs > 0) {
    throw new PrepError('GraceNotOver', {
      resource: what,
      detail: phrase('lifecycle.graceEnds', { at: new Date(over).toISOString() }),
      retryAfterMs: leftMs,
    });
  }
}
