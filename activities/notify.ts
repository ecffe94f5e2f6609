import { activityInfo, ApplicationFailure, cancellationSignal, heartbeat, log } from '@temporalio/activity';
import { createReceiver } from '../clouds/notify/create-receiver';
import { NOT_DELIVERED, type ChannelOutcome, type Notification } from '../contracts/runs/notification';
import type { NotifyChannel } from '../contracts/settings';
import type { Language } from '../presentation/words/language';
import { phrase, say } from '../presentation/words/words';
import { deliver } from '../provisioning/notify/deliver';
import { isDue, NOTHING_YET, patience, progressAfter, type Progress } from '../provisioning/notify/progress';

/**
 * Notifies the channels that want an event, and reports the result of each.
 *
 * Temporal retries it while a channel may still accept it. Heartbeats carry the progress, so that a retry goes only
 * to the remaining channels. If a worker dies between an answer and its heartbeat, the message is sent twice, with
 * the same ID. A channel that refuses is settled too: it is in the result, and fails nothing.
 *
 * @throws ApplicationFailure `NotificationNotDelivered`, retryable, with the outcomes so far
 */
export async function notify(
  notification: Notification,
  channels: readonly NotifyChannel[],
  webUi: string | null,
  language: Language,
): Promise<ChannelOutcome[]> {
  const info = activityInfo();
  let progress = (info.heartbeatDetails as Progress | undefined) ?? NOTHING_YET;
  const due = channels.filter(({ name, events }) => {
    return events.some((event) => event === notification.event) && isDue(name, progress, Date.now());
  });
  const place = { namespace: info.namespace, webUi, receiverOf: createReceiver };
  await deliver(notification, due, place, cancellationSignal(), (attempted) => {
    const { channel, delivery } = attempted;
    progress = progressAfter(progress, attempted, Date.now());
    heartbeat(progress);
    if (delivery.outcome !== 'delivered') {
      log.warn(`A notification was not delivered to channel ${channel.name}`, {
        ...delivery,
        kind: channel.kind,
      });
    }
  });
  if (progress.failing.length > 0) {
    throw notDelivered(progress, language);
  }
  return [...progress.settled];
}

function notDelivered(progress: Progress, language: Language): ApplicationFailure {
  const { settled, failing } = progress;
  const delay = patience(progress, Date.now());
  const outcomes: ChannelOutcome[] = failing.map(({ channel, why }) => ({ channel, delivered: false, why }));
  return ApplicationFailure.create({
    message: say(language, phrase('run.notDeliveredYet', { failing: outcomes })),
    type: NOT_DELIVERED,
    nonRetryable: false,
    details: [[...settled, ...outcomes]],
    ...(delay === undefined ? {} : { nextRetryDelay: delay }),
  });
}
