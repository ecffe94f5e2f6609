import type { NotifyKind } from '../../../contracts/runs/notification';
import { renderNotification } from '../../../presentation/notifications/render-notification';
import { LANGUAGES } from '../../../presentation/words/language';
import type { ErrorReport } from '../../../presentation/words/phrase';
import { phrase } from '../../../presentation/words/words';
import { announce, NOTIFICATIONS } from './announcements';

const KINDS: readonly NotifyKind[] = ['webhook', 'dingtalk', 'feishu', 'wecom', 'slack'];

describe.each(KINDS)('a message for %s', (kind) => {
  it('asks for the approval', () => {
    expect(renderNotification(kind, announce(NOTIFICATIONS.waiting), 'en')).toMatchSnapshot();
  });

  it('asks for the approval in Chinese', () => {
    expect(renderNotification(kind, announce(NOTIFICATIONS.waiting), 'zh')).toMatchSnapshot();
  });

  it('says which action is required', () => {
    expect(renderNotification(kind, announce(NOTIFICATIONS.attention), 'en')).toMatchSnapshot();
  });

  it('says the problem in the language of the channel', () => {
    const { attention } = NOTIFICATIONS;
    const report: ErrorReport = {
      error: 'Ks3AccessDenied',
      about: { resource: phrase('resource.ks3Bucket', { name: 'photos' }), code: 'AccessDenied' },
    };
    const notification = { ...attention, problem: { ...attention.problem, report } };
    const said = JSON.stringify(renderNotification(kind, announce(notification), 'zh'));
    expect(said).toContain('没有在 KS3 存储空间 photos 上执行此操作的权限');
    expect(said).not.toContain('The KS3 AccessKey');
  });

  it('asks for a new run where only that helps, not for retry', () => {
    const { attention } = NOTIFICATIONS;
    const problem = { type: 'OssNameTaken', message: 'It belongs to another account.' } as const;
    const said = JSON.stringify(renderNotification(kind, announce({ ...attention, problem }), 'en'));
    expect(said).toContain('npx prep cancel photos');
    expect(said).not.toContain('prep retry');
  });

  it('offers retry first where a new run is the other way out', () => {
    const { attention } = NOTIFICATIONS;
    const problem = { type: 'PreflightFailed', message: 'It cannot be prepared.' } as const;
    const said = JSON.stringify(renderNotification(kind, announce({ ...attention, problem }), 'en'));
    expect(said.indexOf('npx prep retry photos')).toBeGreaterThan(0);
    expect(said.indexOf('npx prep cancel photos')).toBeGreaterThan(said.indexOf('npx prep retry photos'));
  });

  it('tells who approved', () => {
    expect(renderNotification(kind, announce(NOTIFICATIONS.approved), 'en')).toMatchSnapshot();
  });

  it('tells the second group that it may approve, and how', () => {
    expect(renderNotification(kind, announce(NOTIFICATIONS.escalation), 'en')).toMatchSnapshot();
  });

  it('does not call both sides identical where no object was compared', () => {
    const { different } = NOTIFICATIONS;
    const at = '2026-11-23T05:01:37.514Z';
    const found = { identical: true, changes: [phrase('verify.nothingNow', { at })] };
    const nothing = { ...different, ...found, totals: { objects: '0', bytes: '0' } };
    for (const [language, said] of [
      ['en', 'no object was compared, so nothing is proven'],
      ['zh', '没有比对任何对象'],
    ] as const) {
      const message = JSON.stringify(renderNotification(kind, announce(nothing), language));
      expect(message).toContain(said);
      expect(message).not.toMatch(/"identical":true|are identical|一致/);
    }
  });

  it('says what a scheduled verification found since the last one', () => {
    expect(renderNotification(kind, announce(NOTIFICATIONS.different), 'en')).toMatchSnapshot();
  });

  it('says so in Chinese', () => {
    expect(renderNotification(kind, announce(NOTIFICATIONS.different), 'zh')).toMatchSnapshot();
  });

  it.each(LANGUAGES)('tells of many buckets at once (%s)', (language) => {
    expect(renderNotification(kind, announce(NOTIFICATIONS['fleet waiting']), language)).toMatchSnapshot();
  });

  it.each(LANGUAGES)('tells once that a fleet was cancelled (%s)', (language) => {
    expect(renderNotification(kind, announce(NOTIFICATIONS['fleet cancelled']), language)).toMatchSnapshot();
  });

  it('does without a link and a destination where there are none', () => {
    expect(renderNotification(kind, announce(NOTIFICATIONS.failed, null), 'en')).toMatchSnapshot();
  });
});

describe('every message', () => {
  it.each(KINDS.filter((kind) => kind !== 'webhook'))(
    'for %s holds the keyword that robots may ask for',
    (kind) => {
      for (const notification of Object.values(NOTIFICATIONS)) {
        expect(JSON.stringify(renderNotification(kind, announce(notification), 'zh'))).toContain(
          'ks3-oss-prep',
        );
      }
    },
  );

  it.each(KINDS)('for %s gives the exact command, for a run of any name', (kind) => {
    const commands = (notification: Parameters<typeof announce>[0]) =>
      JSON.stringify(renderNotification(kind, announce(notification), 'en')).replaceAll('\\"', '"');

    expect(commands(NOTIFICATIONS.waiting)).toContain('npx prep approve photos --approver YOUR-NAME');
    expect(commands(NOTIFICATIONS.reminder)).toContain(
      'npx prep reject photos --approver YOUR-NAME --reason "…"',
    );
    expect(commands(NOTIFICATIONS.escalation)).toContain(
      `--digest ${NOTIFICATIONS.escalation.approval.planDigest} --approver YOUR-NAME --comment "…" --key ~/.ssh/id_ed25519`,
    );
    expect(commands(NOTIFICATIONS.attention)).toContain('npx prep retry photos --by YOUR-NAME');
    expect(commands(NOTIFICATIONS.done)).toContain('npx prep report photos');
    expect(commands(NOTIFICATIONS.failed)).toContain('npx prep status photos');
    expect(commands({ ...NOTIFICATIONS.done, event: 'migrated', workflowId: 'migrate/photos' })).toContain(
      'npx prep report --id migrate/photos',
    );
    expect(commands({ ...NOTIFICATIONS.waiting, workflowId: 'team-a:photos' })).toContain(
      'npx prep approve --id team-a:photos --approver YOUR-NAME',
    );
  });
});
