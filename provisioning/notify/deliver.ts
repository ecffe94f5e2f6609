import type { Delivery, Receiver } from '../../clouds/notify/port';
import type { Notification } from '../../contracts/runs/notification';
import type { NotifyChannel } from '../../contracts/settings';
import { runPage } from '../../contracts/runs/web-ui';
import type { Announcement } from '../../presentation/notifications/announcement';
import { renderNotification } from '../../presentation/notifications/render-notification';

/** What deliveries need to know of the installation. */
export interface DeliveryPlace {
  readonly namespace: string;
  /** Address of the Web UI; null if it is not configured. */
  readonly webUi: string | null;
  readonly receiverOf: (channel: NotifyChannel) => Receiver;
}

/** The result of one attempt at one channel. */
export interface Attempted {
  readonly channel: NotifyChannel;
  readonly delivery: Delivery;
}

/**
 * Delivers a notification to all channels in parallel, once each.
 *
 * Rejects only with the signal's reason when it aborts.
 *
 * @param tried called for each channel once it has answered or failed
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
    webUi,
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
