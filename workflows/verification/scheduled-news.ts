import { isCancellation, workflowInfo } from '@temporalio/workflow';
import type { NotificationEvent } from '../../contracts/runs/notification';
import type { VerificationRequest, VerificationResult } from '../../contracts/migration/verification';
import { sinceLastInWords } from '../../presentation/report/since-last-in-words';
import type { Say } from '../../presentation/words/phrase';
import { notificationOf, type Occurrence } from '../run/notification-of';
import { Notifications } from '../run/notifications';
import { problemOf } from '../run/problem';
import { scheduledBy } from '../run/scheduled-by';

/** What a verification that a Schedule started tells people. One that somebody started has somebody who reads it. */
export class ScheduledNews {
  readonly isScheduled = scheduledBy() !== null;
  readonly #notifications: Notifications;
  #destination: VerificationRequest['destination'] | null = null;

  /** @param changed is called when there is something new to show */
  constructor(
    private readonly bucket: string,
    say: Say,
    changed: () => void,
  ) {
    this.#notifications = new Notifications(changed, say);
  }

  /** What could not be delivered, with the reason. */
  get undelivered() {
    return this.#notifications.undelivered;
  }

  validated({
    destination,
    notify,
  }: Pick<VerificationRequest, 'destination'> & { readonly notify: boolean }) {
    this.#destination = destination;
    this.#notifications.wanted(notify);
  }

  /** Only what changed since the last run is news. */
  found(result: VerificationResult): void {
    const {
      identical,
      source: { objects, bytes },
      sinceLast,
    } = result;
    if (sinceLast?.changed === true) {
      const changes = sinceLastInWords(sinceLast, result);
      this.#send('changed', { changes, identical, totals: { objects, bytes } });
    }
  }

  failed(error: unknown): void {
    if (this.isScheduled && !isCancellation(error)) {
      this.#send('failed', { problem: problemOf(error) });
    }
  }

  flush(): Promise<void> {
    return this.#notifications.flush();
  }

  #send(event: NotificationEvent, more: Partial<Occurrence> & { readonly totals?: Totals }): void {
    const { workflowId, runId } = workflowInfo();
    const { totals = null, ...happened } = more;
    this.#notifications.send((number) =>
      notificationOf(
        {
          event,
          number,
          at: Date.now(),
          phase: 'finished',
          destination: this.#destination,
          waits: null,
          decision: null,
          problem: null,
          ...happened,
        },
        {
          workflowId,
          runId,
          bucket: this.bucket,
          totals,
          approval: null,
          phase: { name: 'finished', outcome: event },
        },
      ),
    );
  }
}

interface Totals {
  readonly objects: string;
  readonly bytes: string;
}
