import { execFileSync } from 'node:child_process';
import { migrateCommand, openCommand, retryCommand, shellWord } from '../../contracts/run-commands';
import { HOSTILE_TEXTS } from '../rig/hostile-texts';

describe('a command to paste', () => {
  it('names an ordinary run as people write it', () => {
    expect(retryCommand('prepare/photos')).toBe('npx prep retry photos --by YOUR-NAME');
    expect(retryCommand("team's photos")).toBe(
      String.raw`npx prep retry --id 'team'\''s photos' --by YOUR-NAME`,
    );
  });

  it.each(Object.entries(HOSTILE_TEXTS))('is to a shell just the text with %s', (_, text) => {
    // What is no UTF-8 is no workflow ID either.
    const id = text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '');
    const printed = execFileSync('bash', ['-c', `printf %s ${shellWord(id)}`], {
      env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
      encoding: 'utf8',
    });
    expect(printed).toBe(id);
  });
});

describe('the commands after a preparation', () => {
  it.each([
    ['prepare/photos', 'npx prep migrate photos', 'npx prep open photos --identity IDENTITY-FILE'],
    [
      'nightly-2026-11-29T02:00:00Z',
      'npx prep migrate photos --prepared nightly-2026-11-29T02:00:00Z',
      'npx prep open --id nightly-2026-11-29T02:00:00Z --identity IDENTITY-FILE',
    ],
  ])('of %s name the run where its ID does not follow from the bucket', (workflowId, migrate, open) => {
    expect(migrateCommand(workflowId, 'photos')).toBe(migrate);
    expect(openCommand(workflowId)).toBe(open);
  });
});
