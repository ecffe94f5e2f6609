import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  log,
  proxyActivities,
  TimeoutFailure,
} from '@temporalio/workflow';
import type { Said, Say } from '../../presentation/words/phrase';
import { phrase, say } from '../../presentation/words/words';
import type { PreparationActivities } from '../../activities/activities';
import type { ChannelOutcome, Notification } from '../../contracts/runs/notification';

/** How long the end of a run waits for what it has still to tell. */
const FLUSH_WITHIN = '10 seconds';

/**
 * What a run tells people by chat and webhook. It is told beside the run, never in its way: nothing waits for a
 * delivery but the very end, and that not for long; no failure of one reaches the run; a cancelled run tells that too.
 */
export class Notifications {
  readonly #underWay = new Set<string>();
  /** By channel, the last that it did not get. */
  readonly #undelivered = new Map<Said, Said>();
  readonly #changed: () => void;
  readonly #say: Say;
  /** Null until the configuration has been asked. */
  #wanted: boolean | null = null;
  #sent = 0;

  /** @param changed is called when there is something new to show */
  constructor(changed: () => void, sayIt: Say) {
    this.#changed = changed;
    this.#say = sayIt;
  }

  /** What could not be delivered: of each receiver the last, with the reason. */
  get undelivered(): readonly Said[] {
    return [...this.#undelivered.values()];
  }

  /** Says whether the configuration names anybody to be told. */
  wanted(wanted: boolean): void {
    this.#wanted = wanted;
  }

  /**
   * Tells something, as soon as a worker has time, and does not wait for it.
   *
   * @param fleet workflow ID of the fleet that tells it instead, unless somebody or the server ended it; null for none
   */
  send(compose: (id: number) => Notification, fleet: string | null = null): void {
    if (this.#wanted === false) {
      return;
    }
    this.#sent += 1;
    const notification = compose(this.#sent);
    this.#underWay.add(notification.id);
    // In a scope of its own: what is cancelled is the run, and that is news as well.
    void CancellationScope.nonCancellable(() => this.#deliver(notification, fleet)).finally(() =>
      this.#underWay.delete(notification.id),
    );
  }

  /** Waits until everything is told, but not for long: what a receiver does not take then is lost. */
  async flush(): Promise<void> {
    if (this.#underWay.size > 0) {
      const summary = this.#say(phrase('run.awaitNotifications'));
      await CancellationScope.nonCancellable(() =>
        condition(() => this.#underWay.size === 0, FLUSH_WITHIN, { summary }),
      );
    }
    if (this.#underWay.size > 0) {
      log.warn('The run ends before all of its notifications were delivered', { left: this.#underWay.size });
    }
  }

  async #deliver(notification: Notification, fleet: string | null): Promise<void> {
    const { event } = notification;
    let outcomes: readonly ChannelOutcome[];
    try {
      const summary = this.#say(phrase('run.notify', { event, fleet }));
      outcomes = await notifier(summary).notify(notification, fleet);
    } catch (error) {
      outcomes = outcomesIn(error);
    }
    for (const { channel, delivered, why } of outcomes) {
      if (!delivered) {
        log.warn('A notification could not be delivered', { event, channel, why: say('en', why) });
        this.#undelivered.set(channel, phrase('run.undelivered', { event, channel, why }));
      }
    }
    this.#changed();
  }
}

/** Retried for an hour: later it would be no news. */
function notifier(summary: string): Pick<PreparationActivities, 'notify'> {
  return proxyActivities<PreparationActivities>({
    summary,
    startToCloseTimeout: '30 seconds',
    scheduleToCloseTimeout: '1 hour',
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes' },
  });
}

/** What the last attempt said of each channel, where it came to say it. */
function outcomesIn(error: unknown): readonly ChannelOutcome[] {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  const last = cause instanceof TimeoutFailure && cause.cause !== undefined ? cause.cause : cause;
  const details: unknown = last instanceof ApplicationFailure ? last.details?.[0] : undefined;
  return Array.isArray(details)
    ? (details as ChannelOutcome[])
    : [{ channel: phrase('run.allChannels'), delivered: false, why: phrase('run.noWorkerDelivered') }];
}
