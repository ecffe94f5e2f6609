import type { Logger } from '@temporalio/worker';
import { repeatUntil } from '../repeat-until';
import { sweepExpired, type SweepTools } from './sweep-expired';

const FAILED = 'The sweep for credentials whose expiry has passed failed';

/** What the loop works with. */
interface LoopTools extends Omit<SweepTools, 'now' | 'delivered'> {
  /** Takes when the delivered credentials expire that the sweep saw: milliseconds since 1970, null for never. */
  readonly report?: (expiries: readonly (number | null)[], now: number) => void;
}

/**
 * Sweeps at once, and repeatedly until stopped. Errors are logged, and the next sweep tries again: they do not end
 * the worker.
 */
export async function sweepUntil(stop: AbortSignal, tools: LoopTools, logger: Logger): Promise<void> {
  await repeatUntil(stop, tools.settings.lifecycle.sweepEveryMs, () => sweepOnce(stop, tools, logger));
}

async function sweepOnce(stop: AbortSignal, tools: LoopTools, logger: Logger): Promise<void> {
  const now = Date.now();
  const expiries: (number | null)[] = [];
  const delivered = (untilMs: number | null) => expiries.push(untilMs);
  try {
    const all = await sweepExpired({ ...tools, now, delivered }, stop);
    // What a cloud did not list may be there all the same; what another one listed is shown.
    if (expiries.length > 0 || all.every(({ user }) => user !== null)) {
      tools.report?.(expiries, now);
    }
    for (const swept of all) {
      if ('problem' in swept) {
        const { user, problem: reason } = swept;
        if (user === null) {
          logger.error(FAILED, { reason });
        } else {
          logger.error('Credentials whose expiry has passed could not be revoked', { ...swept });
        }
      } else {
        logger.warn('Credentials whose expiry had passed were revoked: no run had done it', {
          user: swept.user,
          removed: swept.removed.join(', '),
        });
      }
    }
  } catch (error) {
    if (!stop.aborted) {
      logger.error(FAILED, { reason: (error as Error).name });
    }
  }
}
