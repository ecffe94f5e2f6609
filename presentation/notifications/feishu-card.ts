import type { Language } from '../words/language';
import type { Announcement } from './announcement';
import { fitted } from './fitted';
import { messageOf, type Message, type Tone } from './message';
import { pasteable, unlinked } from './unmarked';

/** An `interactive` message of a Feishu or Lark custom bot, before it is signed. */
export interface FeishuCard {
  readonly msg_type: 'interactive';
  readonly card: {
    readonly config: { readonly wide_screen_mode: true };
    readonly header: { readonly template: string; readonly title: PlainText };
    readonly elements: readonly CardElement[];
  };
}

interface PlainText {
  readonly tag: 'plain_text';
  readonly content: string;
}

type CardElement =
  | { readonly tag: 'div'; readonly text: PlainText }
  | {
      readonly tag: 'action';
      readonly actions: readonly {
        readonly tag: 'button';
        readonly type: 'primary';
        readonly text: PlainText;
        readonly url: string;
      }[];
    }
  | { readonly tag: 'hr' }
  | { readonly tag: 'note'; readonly elements: readonly PlainText[] };

const TEMPLATES: Readonly<Record<Tone, string>> = {
  asks: 'orange',
  good: 'green',
  bad: 'red',
  plain: 'grey',
};

/** Custom bots take requests of 20 KB at most; the rest is for timestamp and signature. */
const MAX_BYTES = 19_000;

/**
 * Renders a notification for Feishu or Lark (open.feishu.cn, "Custom bot usage guide", message cards of version 1). All
 * texts are `plain_text`, which knows no markup and no mentions.
 */
export function feishuCard(announcement: Announcement, language: Language): FeishuCard {
  const json = fitted(
    (longest) => JSON.stringify(cardOf(messageOf(announcement, language, longest))),
    MAX_BYTES,
  );
  return JSON.parse(json) as FeishuCard;
}

function cardOf({ tone, title, facts, commands, link, footer }: Message): FeishuCard {
  return {
    msg_type: 'interactive',
    card: {
      config: { wide_screen_mode: true },
      header: { template: TEMPLATES[tone], title: plainText(unlinked(title)) },
      elements: [
        ...facts.map(({ label, value }) => div(`${label}: ${unlinked(value)}`)),
        ...pasteable(commands).map(({ label, value }) => div(`${label}:\n${value}`)),
        ...(link === null ? [] : [button(link)]),
        { tag: 'hr' },
        { tag: 'note', elements: [plainText(unlinked(footer))] },
      ],
    },
  };
}

function div(content: string): CardElement {
  return { tag: 'div', text: plainText(content) };
}

function button({ label, url }: NonNullable<Message['link']>): CardElement {
  return { tag: 'action', actions: [{ tag: 'button', type: 'primary', text: plainText(label), url }] };
}

function plainText(content: string): PlainText {
  return { tag: 'plain_text', content };
}
