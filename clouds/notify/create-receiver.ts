import type { NotifyChannel } from '../../contracts/settings';
import { createDingTalkReceiver } from './dingtalk';
import { createFeishuReceiver } from './feishu';
import type { Receiver } from './port';
import { createSlackReceiver } from './slack';
import { createWebhookReceiver } from './webhook';
import { createWeComReceiver } from './wecom';

/** The receiver that a channel of the configuration names. */
export function createReceiver({ name, kind, url, secret }: NotifyChannel): Receiver {
  switch (kind) {
    case 'webhook':
      if (secret === undefined) {
        throw new Error(`Channel ${name} has no secret to sign with.`);
      }
      return createWebhookReceiver(url, secret);
    case 'dingtalk':
      return createDingTalkReceiver(url, secret);
    case 'feishu':
      return createFeishuReceiver(url, secret);
    case 'wecom':
      return createWeComReceiver(url);
    case 'slack':
      return createSlackReceiver(url);
  }
}
