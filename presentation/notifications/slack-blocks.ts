import type { Language } from '../words/language';
import type { Announcement } from './announcement';
import { messageOf, type Message, type Tone } from './message';
import { unlinked } from './unmarked';

/** A message of a Slack incoming webhook. */
export interface SlackMessage {
  /** Shown where blocks cannot be: in notifications. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

type SlackBlock =
  | { readonly type: 'header'; readonly text: { readonly type: 'plain_text'; readonly text: string } }
  | { readonly type: 'section'; readonly text: Mrkdwn }
  | { readonly type: 'context'; readonly elements: readonly Mrkdwn[] };

interface Mrkdwn {
  readonly type: 'mrkdwn';
  readonly text: string;
  /** URLs and names in the text are left as they are. */
  readonly verbatim: true;
}

const SIGNS: Readonly<Record<Tone, string>> = { asks: '⏸', good: '✅', bad: '⛔', plain: 'ℹ️' };

/** A header has 150 characters at most, the text of a section 3,000; escaping makes five of one. */
const MAX_HEADER = 150;
const MAX_SECTION = 3000;
const MAX_FACT = 500;

/**
 * Renders a notification for Slack (docs.slack.dev, "Sending messages using incoming webhooks" and "Formatting message
 * text"): `&`, `<` and `>` are escaped, and nothing else is a link or a mention.
 */
export function slackMessage(announcement: Announcement, language: Language): SlackMessage {
  const { tone, title, facts, commands, link, footer } = messageOf(announcement, language, MAX_FACT);
  const heading = `${SIGNS[tone]} ${title}`;
  return {
    text: escaped(unlinked(heading)),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: header(heading) } },
      ...sections(facts),
      ...commands.map(({ label, value }) => section(`${label}\n\`\`\`${escaped(value)}\`\`\``)),
      ...(link === null ? [] : [section(linkTo(link))]),
      { type: 'context', elements: [mrkdwn(escaped(footer))] },
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** As much of a title as a header takes, without half an entity at its end. */
function header(title: string): string {
  let text = '';
  for (const character of title) {
    const longer = text + escaped(character);
    if (longer.length > MAX_HEADER) {
      break;
    }
    text = longer;
  }
  return text;
}

/** Facts line by line, in as few sections as hold them. */
function sections(facts: Message['facts']): SlackBlock[] {
  const texts: string[] = [];
  for (const { label, value } of facts) {
    const line = `*${label}* ${escaped(value)}`;
    const last = texts.at(-1);
    if (last === undefined || last.length + line.length + 1 > MAX_SECTION) {
      texts.push(line);
    } else {
      texts[texts.length - 1] = `${last}\n${line}`;
    }
  }
  return texts.map(section);
}

function section(text: string): SlackBlock {
  return { type: 'section', text: mrkdwn(text) };
}

function mrkdwn(text: string): Mrkdwn {
  return { type: 'mrkdwn', text, verbatim: true };
}

function linkTo({ label, url }: NonNullable<Message['link']>): string {
  return `<${escaped(url)}|${escaped(label)}>`;
}

/** Its three control characters, as its documentation asks; and the backtick, which would begin code. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('`', '｀');
}
