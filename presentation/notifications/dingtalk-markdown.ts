import type { Language } from '../words/language';
import type { Announcement } from './announcement';
import { fitted } from './fitted';
import { messageOf, type Message } from './message';
import { pasteable, unmarked } from './unmarked';

/** A `markdown` message of a DingTalk custom robot. */
export interface DingTalkMarkdown {
  readonly msgtype: 'markdown';
  readonly markdown: {
    /** Shown in the list of chats and on locked screens. */
    readonly title: string;
    readonly text: string;
  };
  /** A mention needs an entry here as well as in the text. */
  readonly at: { readonly atMobiles: readonly string[]; readonly isAtAll: false };
}

/** DingTalk takes no request above 20,000 bytes; the rest is for what stands around the text. */
const MAX_BYTES = 18_000;

/**
 * Renders a notification for DingTalk (open.dingtalk.com, "Custom robot", message type markdown). Of its Markdown only
 * headings, bold, quotes and links are used.
 */
export function dingTalkMarkdown(announcement: Announcement, language: Language): DingTalkMarkdown {
  const { title } = messageOf(announcement, language);
  const text = fitted((longest) => textOf(messageOf(announcement, language, longest)), MAX_BYTES);
  return {
    msgtype: 'markdown',
    markdown: { title: unmarked(title), text },
    at: { atMobiles: [], isAtAll: false },
  };
}

/** Blocks stand apart: a single line end joins lines. */
function textOf({ title, facts, commands, link, footer }: Message): string {
  return [
    `### ${unmarked(title)}`,
    ...facts.map(({ label, value }) => `**${label}** ${unmarked(value)}`),
    ...pasteable(commands).map(({ label, value }) => `**${label}**\n\n> ${value}`),
    ...(link === null ? [] : [`[${link.label}](${link.url})`]),
    unmarked(footer),
  ].join('\n\n');
}
