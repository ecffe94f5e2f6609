import { dingTalkMarkdown } from '../../../presentation/notifications/dingtalk-markdown';
import { feishuCard } from '../../../presentation/notifications/feishu-card';
import { slackMessage } from '../../../presentation/notifications/slack-blocks';
import { webhookDocument } from '../../../presentation/notifications/webhook-json';
import { weComMarkdown } from '../../../presentation/notifications/wecom-markdown';
import { announce, HOSTILE, NOTIFICATIONS, written } from './announcements';

/** Our link, which every message contains exactly once. */
const PAGE = 'https://temporal.example.com/run';

/** What any dialect of Markdown could make of a text apart from headings and bold: links, images, mentions, colours. */
const MARKUP = /\[[^\]]*\]\(|!\[|<[a-z@!/]|&#?\w+;|@\w|:\/\/|\\/i;

/** What a client may make a link of without any markup. */
const BARE_ADDRESS = /[\p{L}\p{N}]\.\p{L}/u;

describe.each(HOSTILE)('with %j as every name and comment', (text) => {
  const announcement = announce(written(text), PAGE);

  it('DingTalk shows text, and mentions nobody', () => {
    const { markdown, at } = dingTalkMarkdown(announcement, 'en');
    const ours = `[Open in the Temporal Web UI](${PAGE})`;

    expect(markdown.text.split(ours)).toHaveLength(2);
    const rest = markdown.text.replace(ours, '');
    expect(rest).not.toMatch(MARKUP);
    expect(rest).not.toMatch(BARE_ADDRESS);
    expect(markdown.title).not.toMatch(MARKUP);
    expect(at).toEqual({ atMobiles: [], isAtAll: false });
    // Each fact is one block: no text begins a heading or a quote.
    const begun = markdown.text.split('\n').filter((line) => /^[#>]/.test(line));
    expect(begun.filter((line) => !line.startsWith('> npx prep '))).toHaveLength(1);
  });

  it('WeCom shows text in our own colours', () => {
    const { content } = weComMarkdown(announcement, 'en').markdown;
    const rest = content
      .replace(`[Open in the Temporal Web UI](${PAGE})`, '')
      .replace(/<font color="(info|comment)">([^<]*)<\/font>/g, '$2');

    expect(rest).not.toMatch(MARKUP);
    expect(rest).not.toMatch(BARE_ADDRESS);
    expect(rest.replace(/`npx prep [^`]+`/, '')).not.toContain('`');
  });

  it('Feishu gets plain text alone', () => {
    const { card } = feishuCard(announcement, 'en');
    const tags = JSON.stringify(card).match(/"tag":"(\w+)"/g) ?? [];

    expect(new Set(tags)).toEqual(
      new Set(['plain_text', 'div', 'action', 'button', 'hr', 'note'].map((tag) => `"tag":"${tag}"`)),
    );
    expect(card.elements.filter((element) => element.tag === 'action')).toMatchObject([
      { actions: [{ url: PAGE }] },
    ]);
    expect(JSON.stringify(card).replace(PAGE, '')).not.toMatch(/:\/\//);
  });

  it('Slack gets its three control characters escaped, and is told to link nothing', () => {
    const { text: fallback, blocks } = slackMessage(announcement, 'en');
    const objects = blocks.flatMap<{ type: string; text: string; verbatim?: boolean }>((block) =>
      block.type === 'context' ? block.elements : [block.text],
    );
    const shown = objects.map((object) => object.text);
    expect(objects.filter(({ type, verbatim }) => type === 'mrkdwn' && verbatim !== true)).toEqual([]);
    const link = `<${PAGE}|Open in the Temporal Web UI>`;

    expect(shown.filter((one) => one === link)).toHaveLength(1);
    for (const one of [fallback, ...shown.filter((all) => all !== link)]) {
      expect(one).not.toMatch(/[<>]|&(?!(amp|lt|gt);)/);
    }
    expect(fallback).not.toMatch(/:\/\//);
  });

  it('a webhook gets it as it is, as JSON', () => {
    const { bucket, approval } = webhookDocument(announcement, 'en');

    expect(bucket).toBe(text);
    expect(approval?.decisions[0]?.comment).toBe(text);
  });
});

describe('a text that turns the direction of what follows', () => {
  it('is seen to, and does not', () => {
    const { text } = dingTalkMarkdown(announce(written('left\u202Etfel')), 'en').markdown;

    expect(text).not.toMatch(/\p{Bidi_Control}/u);
    expect(text).toContain('left＼u{202E}tfel');
  });
});

describe('a command that cannot be shown letter by letter', () => {
  it('is left out of Markdown rather than changed', () => {
    const dotted = {
      ...NOTIFICATIONS.waiting,
      workflowId: 'prepare/photos.example',
      bucket: 'photos.example',
    };

    expect(dingTalkMarkdown(announce(dotted), 'en').markdown.text).not.toContain('npx');
    expect(weComMarkdown(announce(dotted), 'en').markdown.content).not.toContain('npx');
    expect(JSON.stringify(slackMessage(announce(dotted), 'en'))).toContain(
      'npx prep approve photos.example ',
    );
    expect(webhookDocument(announce(dotted), 'en').commands).toMatchObject({
      approve: 'npx prep approve photos.example --approver YOUR-NAME',
    });
  });
});
