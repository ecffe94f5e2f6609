import type { PreparationStatus } from '../../contracts/runs/status';
import { FakePreparations } from './fake-preparations';
import { run } from './run-command';

import { waitingFor } from './lifecycle-runs';

describe('prep status of a run that waits', () => {
  it.each<[string, PreparationStatus, [string, string, string][]]>([
    [
      'a revocation before the expiry',
      waitingFor('the expiry', false, 'revoke/mgw-photos', 'expiry'),
      [['revoke now', '立即回收', 'npx prep revoke photos --user mgw-photos --by YOUR-NAME']],
    ],
    [
      'a revocation in its grace period',
      waitingFor('the end of the grace period', false, 'revoke/mgw-photos', 'grace'),
      [
        ['remove now', '立即移除', 'npx prep revoke photos --user mgw-photos --now --by YOUR-NAME'],
        ['enable again', '重新启用', 'npx prep cancel --id revoke/mgw-photos'],
      ],
    ],
    [
      'a rotation whose key waits for a confirmation',
      waitingFor('the confirmation', true, 'rotate/source/reader-1', 'confirm'),
      [
        ['open', '解密', 'npx prep open --id rotate/source/reader-1 --identity IDENTITY-FILE'],
        [
          'confirm',
          '确认',
          'npx prep rotate --source --user reader-1 --confirm --by YOUR-NAME --identity IDENTITY-FILE',
        ],
      ],
    ],
    [
      'a rotation in its grace period',
      waitingFor('the end of the grace period', false, 'rotate/mgw-photos', 'grace'),
      [['enable again', '重新启用', 'npx prep cancel --id rotate/mgw-photos']],
    ],
    [
      'a migration that watches its job',
      waitingFor('the job', false, 'migrate/photos', 'watch'),
      [['end the watch', '停止监控', 'npx prep cancel --id migrate/photos']],
    ],
  ])('proposes the commands for %s, in both languages', async (_, status, rows) => {
    for (const language of ['en', 'zh'] as const) {
      const preparations = new FakePreparations();
      preparations.looks = [{ status }];
      const argv = ['status', '--id', status.workflowId, '--lang', language];
      const lines = (await run(argv, { preparations })).out.split('\n').map((one) => one.trim());
      for (const [english, chinese, command] of rows) {
        const label = language === 'en' ? english : chinese;
        const line = lines.find((one) => one.startsWith(label));
        expect(line?.slice(label.length).trim()).toBe(command);
      }
    }
  });
});
