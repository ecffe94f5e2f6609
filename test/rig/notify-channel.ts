import { NOTIFICATION_EVENTS, NOTIFY_KINDS, type NotifyKind } from '../../contracts/runs/notification';
import { Secret } from '../../contracts/credentials/secret';
import type { NotifyChannel } from '../../contracts/settings';
import type { StandInsSummary } from '../../standins/stand-ins';

/** A channel to a robot of the stand-ins, named for its kind, with all events. */
export function channelTo(
  kind: NotifyKind,
  { notify }: Pick<StandInsSummary, 'notify'>,
  changes: Partial<NotifyChannel> = {},
): NotifyChannel {
  const { url, secret } = notify[kind];
  return {
    name: kind,
    kind,
    url: new Secret(url),
    secret: secret === undefined ? undefined : new Secret(secret),
    events: NOTIFICATION_EVENTS,
    language: 'en',
    ...changes,
  };
}

/** One channel of each kind. */
export function everyChannel(standIns: Pick<StandInsSummary, 'notify'>): NotifyChannel[] {
  return NOTIFY_KINDS.map((kind) => channelTo(kind, standIns));
}
