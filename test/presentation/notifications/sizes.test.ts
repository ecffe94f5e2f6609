import type { Notification } from '../../../contracts/runs/notification';
import { dingTalkMarkdown } from '../../../presentation/notifications/dingtalk-markdown';
import { feishuCard } from '../../../presentation/notifications/feishu-card';
import { slackMessage } from '../../../presentation/notifications/slack-blocks';
import { weComMarkdown } from '../../../presentation/notifications/wecom-markdown';
import { announce, NOTIFICATIONS } from './announcements';

const LONG = '界&'.repeat(1000);

/** Everything that people write, at its longest. */
const longest: Notification = {
  ...NOTIFICATIONS.approved,
  event: 'waiting',
  workflowId: LONG.slice(0, 1000),
  bucket: LONG.slice(0, 63),
  problem: { type: 'UnexpectedError', message: LONG },
  approval: {
    ...NOTIFICATIONS.waiting.approval!,
    decisions: Array.from({ length: 10 }, () => ({
      decision: 'approve' as const,
      approver: LONG.slice(0, 128),
      comment: LONG,
      at: '2026-11-24T06:00:00.000Z',
    })),
  },
};
const announcement = announce(longest, `https://temporal.example.com/${'%E7%95%8C'.repeat(1000)}`);

describe('the longest texts', () => {
  it('fit what each receiver takes', () => {
    expect(Buffer.byteLength(weComMarkdown(announcement, 'zh').markdown.content)).toBeLessThanOrEqual(4096);
    expect(Buffer.byteLength(JSON.stringify(dingTalkMarkdown(announcement, 'zh')))).toBeLessThanOrEqual(
      20_000,
    );
    expect(Buffer.byteLength(JSON.stringify(feishuCard(announcement, 'zh')))).toBeLessThanOrEqual(
      20 * 1024 - 200,
    );
    const { blocks } = slackMessage(announcement, 'zh');
    expect(blocks.length).toBeLessThanOrEqual(50);
    for (const block of blocks) {
      const texts = block.type === 'context' ? block.elements : [block.text];
      const most = block.type === 'header' ? 150 : 3000;
      expect(texts.every(({ text }) => text.length <= most)).toBe(true);
    }
  });

  it('are cut with a sign, between characters and not within an entity', () => {
    const { content } = weComMarkdown(announcement, 'en').markdown;
    expect(content).toMatch(/界…|＆…/);
    const header = slackMessage(announcement, 'en').blocks[0];
    expect(JSON.stringify(header)).not.toMatch(/&(?!(amp|lt|gt);)/);
  });

  it('take no longer the longer they are: whoever can write to the namespace has any sent, and the worker does nothing else meanwhile', () => {
    const huge = announce({
      ...longest,
      totals: { objects: '9'.repeat(500_000), bytes: '9'.repeat(500_000) },
      problem: { type: 'UnexpectedError', message: `x${' '.repeat(500_000)}x` },
    });
    // Ten thousand times as long, if it took the square of that.
    expect(weComMarkdown(huge, 'en').markdown.content).toContain('…');
  });

  it('do not push out what a person needs', () => {
    const named = announce({ ...longest, workflowId: 'prepare/photos' });
    expect(weComMarkdown(named, 'en').markdown.content).toContain(
      '`npx prep approve photos --approver YOUR-NAME`',
    );
    expect(weComMarkdown(named, 'en').markdown.content).toContain('](https://temporal.example.com/');
  });
});
