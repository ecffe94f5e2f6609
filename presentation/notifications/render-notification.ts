import type { NotifyKind } from '../../contracts/runs/notification';
import type { Language } from '../words/language';
import type { Announcement } from './announcement';
import { dingTalkMarkdown } from './dingtalk-markdown';
import { feishuCard } from './feishu-card';
import { slackMessage } from './slack-blocks';
import { webhookDocument } from './webhook-json';
import { weComMarkdown } from './wecom-markdown';

/** Renders a notification as a receiver of this kind takes it; signatures come later. */
export function renderNotification(kind: NotifyKind, announcement: Announcement, language: Language): object {
  switch (kind) {
    case 'webhook':
      return webhookDocument(announcement, language);
    case 'dingtalk':
      return dingTalkMarkdown(announcement, language);
    case 'feishu':
      return feishuCard(announcement, language);
    case 'wecom':
      return weComMarkdown(announcement, language);
    case 'slack':
      return slackMessage(announcement, language);
  }
}
