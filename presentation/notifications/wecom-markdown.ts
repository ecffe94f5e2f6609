import type { Language } from '../words/language';
import type { Announcement } from './announcement';
import { fitted } from './fitted';
import { messageOf, type Message, type Tone } from './message';
import { pasteable, unmarked } from './unmarked';

/** A `markdown` message of a WeCom group robot. */
export interface WeComMarkdown {
  readonly msgtype: 'markdown';
  readonly markdown: { readonly content: string };
}

/** `markdown.content` has 4,096 bytes of UTF-8 at most. */
const MAX_BYTES = 4096;

/** Its three colours: green, grey, orange. */
const COLOURS: Readonly<Record<Tone, 'info' | 'comment' | 'warning'>> = {
  asks: 'warning',
  good: 'info',
  bad: 'warning',
  plain: 'comment',
};

/**
 * Renders a notification for WeCom (developer.work.weixin.qq.com, "Group robot configuration", message type markdown):
 * headings, bold, inline code, quotes, links and its three colours.
 */
export function weComMarkdown(announcement: Announcement, language: Language): WeComMarkdown {
  const content = fitted((longest) => contentOf(messageOf(announcement, language, longest)), MAX_BYTES);
  return { msgtype: 'markdown', markdown: { content } };
}

function contentOf({ tone, title, facts, commands, link, footer }: Message): string {
  return [
    `### ${coloured(COLOURS[tone], title)}`,
    ...facts.map(({ label, value }) => `> **${label}** ${unmarked(value)}`),
    ...pasteable(commands).map(({ label, value }) => `**${label}** \`${value}\``),
    ...(link === null ? [] : [`[${link.label}](${link.url})`]),
    coloured('comment', footer),
  ].join('\n');
}

function coloured(colour: string, text: string): string {
  return `<font color="${colour}">${unmarked(text)}</font>`;
}
