import { setTimeout as pause } from 'node:timers/promises';
import { approveSignal, rejectSignal, retrySignal, statusQuery } from '../../contracts/messages';
import type { WebhookDocument } from '../../report/notifications/webhook-json';
import { Secret } from '../../contracts/secret';
import { Control } from '../rig/control';
import { channelTo, everyChannel } from '../rig/notify-channel';
import { startRig, until, untilPhase, type PreparationHandle, type Rig } from '../rig/rig';
import { SecretSearch } from '../rig/secret-search';

const WEB_UI = 'https://temporal.example.com';
const INPUT = (name: string) => ({
  source: { bucket: 'photos' },
  destination: { bucket: `${name}-oss` },
  ramUser: { name: `mgw-${name}` },
});

let rig: Rig;
let control: Control;

/** Every kind of robot is told of everything, and one that does not exist. */
beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos', synthetic: 'hex:20' }] }, (settings, standIns) => ({
    ...settings,
    notify: [
      ...everyChannel(standIns),
      channelTo('slack', standIns, { name: 'gone', url: new Secret(`${standIns.notify.slack.url}gone`) }),
    ],
  }));
  control = new Control(rig.standIns);
}, 120_000);

afterAll(() => rig.stop(), 60_000);

/** What the receiver of signed JSON was told of a run, in the order in which it took it. */
function toldOf({ workflowId }: PreparationHandle): WebhookDocument[] {
  return rig.standIns.notify.inbox
    .messages('webhook')
    .map(({ body }) => body as WebhookDocument)
    .filter((document) => document.workflowId === workflowId);
}

describe('x', () => {
  it('y', async () => {
    const handle = await rig.prepare(INPUT('told'));
    await untilPhase(handle, 'waiting for approval');
    await handle.signal(approveSignal, { approver: 'li.wei', comment: 'ok' });
    const started = Date.now();
    const result = await handle.result();
    console.log(Date.now() - started, result.outcome);
    console.log(JSON.stringify(toldOf(handle), null, 1));
    console.log(JSON.stringify(rig.standIns.notify.inbox.messages().map(({ kind }) => kind)));
    console.log(JSON.stringify((await handle.query(statusQuery)).undelivered));
    const h = await handle.fetchHistory();
    console.log(
      h
        .events!.map((e) => e.activityTaskScheduledEventAttributes?.activityType?.name ?? '')
        .filter(Boolean)
        .join(' '),
    );
  });
});
