import { createReceiver } from '../../../clouds/notify/create-receiver';
import type { NotifyKind } from '../../../contracts/runs/notification';
import { Secret } from '../../../contracts/credentials/secret';
import { renderNotification } from '../../../presentation/notifications/render-notification';
import { startStandIns, type StandIns } from '../../../standins/stand-ins';
import { announce, HOSTILE, NOTIFICATIONS, written } from '../../presentation/notifications/announcements';
import { Control } from '../../rig/control';
import { channelTo } from '../../rig/notify-channel';

const KINDS: readonly NotifyKind[] = ['webhook', 'dingtalk', 'feishu', 'wecom', 'slack'];

let standIns: StandIns;
beforeAll(async () => {
  standIns = await startStandIns();
});
afterAll(() => standIns.stop());
afterEach(() => standIns.notify.inbox.clear());

function deliver(kind: NotifyKind, changes: Parameters<typeof channelTo>[2] = {}, text?: string) {
  const channel = channelTo(kind, standIns.summary, changes);
  const notification = text === undefined ? NOTIFICATIONS.waiting : written(text);
  const message = renderNotification(kind, announce(notification), channel.language);
  return createReceiver(channel).deliver('id-1', message, new AbortController().signal);
}

describe.each(KINDS)('a %s that checks as documented', (kind) => {
  it('takes the message, signed where it asks for it', async () => {
    expect(await deliver(kind)).toEqual({ outcome: 'delivered' });
    expect(standIns.notify.inbox.messages(kind)).toHaveLength(1);
  });

  it.each(HOSTILE)('takes it whatever people wrote: %j', async (text) => {
    expect(await deliver(kind, {}, text)).toEqual({ outcome: 'delivered' });
  });

  it('refuses another token', async () => {
    const { url } = standIns.summary.notify[kind];
    const other = new Secret(url.replace(/[0-9a-f]{32}/, '0'.repeat(32)));

    expect(await deliver(kind, { url: other })).toMatchObject({ outcome: 'refused' });
    expect(standIns.notify.inbox.messages()).toEqual([]);
  });
});

describe.each(['webhook', 'dingtalk', 'feishu'] as const)('a signing %s', (kind) => {
  it('refuses another secret, and a clock that is hours off', async () => {
    const wrong = { secret: new Secret('another-secret-of-some-length') };
    expect(await deliver(kind, wrong)).toMatchObject({ outcome: 'refused' });

    const control = new Control(standIns);
    await control.set('clock', { skewSeconds: 2 * 3600, service: 'notify' });
    expect(await deliver(kind)).toMatchObject({ outcome: 'refused' });
    await control.set('clock', { skewSeconds: 0, service: 'notify' });
    expect(await deliver(kind)).toEqual({ outcome: 'delivered' });
  });
});

describe('a robot that is told too much', () => {
  it.each(KINDS)('asks for patience: %s', async (kind) => {
    await new Control(standIns).fault({ service: 'notify', operation: kind, kind: 'throttle' });

    expect(await deliver(kind)).toMatchObject({ outcome: 'failed' });
    expect(await deliver(kind)).toEqual({ outcome: 'delivered' });
  });
});
