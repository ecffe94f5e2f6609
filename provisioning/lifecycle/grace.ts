import type { DisabledKeys } from '../../contracts/credential-lifecycle';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';

/** Clocks of two workers may differ by so much, in milliseconds. */
const CLOCK_TOLERANCE_MS = 2000;

/**
 * Ensures that keys have been disabled for the configured grace period before they are removed.
 *
 * @param disabled what a worker disabled for this run, and when; null for nothing
 * @throws PrepError `GraceNotOver`
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
    throw new PrepError('GraceNotOver', {
      resource: what,
      detail: phrase('lifecycle.notDisabledBefore', { keys: unknown }),
    });
  }
  const over = Date.parse(disabled.disabledAt) + graceMs;
  if (Date.now() < over - CLOCK_TOLERANCE_MS) {
    throw new PrepError('GraceNotOver', {
      resource: what,
      detail: phrase('lifecycle.graceEnds', { at: new Date(over).toISOString() }),
    });
  }
}
