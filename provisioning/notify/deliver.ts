import type { Delivery, Receiver } from '../../clouds/notify/port';
import type { Notification } from '../../contracts/notification';
import type { NotifyChannel } from '../../contracts/settings';
import { runPage } from '../../contracts/web-ui';
import type { Announcement } from '../../presentation/notifications/announcement';
import { renderNotification } from '../../presentation/notifications/render-notification';

/** What deliveries need to know of the installation. */
export interface DeliveryPlace {
  readonly namespace: string;
  /** Address of the Web UI; null where nobody said it. */
  readonly webUi: string | null;
  readonly receiverOf: (channel: NotifyChannel) => Receiver;
}

/** What came of one attempt at one channel. */
export interface Attempted {
  readonly channel: NotifyChannel;
  readonly delivery: Delivery;
}

/**
 * Delivers a notification to channels side by side, once each.
 *
 * Rejects with the signal's reason when it aborts, and for nothing else.
 *
 * @param tried is told of each channel as soon as it has answered, or has not
 */
export async function deliver(
  notification: Notification,
  channels: readonly NotifyChannel[],
  { namespace, webUi, receiverOf }: DeliveryPlace,
  signal: AbortSignal,
  tried: (attempted: Attempted) => void,
): Promise<void> {
  const announcement: Announcement = {
    notification,
    namespace,
    page: pageOf(notification, namespace, webUi),
  };
  await Promise.all(
    channels.map(async (channel) => {
      const message = renderNotification(channel.kind, announcement, channel.language);
      tried({ channel, delivery: await receiverOf(channel).deliver(notification.id, message, signal) });
    }),
  );
}

/** A test is about no run: its link is to the Web UI itself. */
function pageOf({ event, workflowId }: Notification, namespace: string, webUi: string | null): string | null {
  return webUi === null || event === 'test' ? webUi : runPage(webUi, namespace, workflowId);
}
