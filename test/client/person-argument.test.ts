import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrepProcess } from './prep-process';
import { run } from './run-command';

describe('a name of a person on the command line', () => {
  it.each([
    [['approve', 'photos', '--approver', 'li\u200B.wei']],
    [['reject', 'photos', '--approver', 'li\u200B.wei']],
    [
      [
        'sign',
        'photos',
        '--run',
        'r',
        '--digest',
        'd'.repeat(64),
        '--key',
        'k',
        '--approver',
        'li\u200B.wei',
      ],
    ],
    [['retry', 'photos', '--by', 'li\u200B.wei']],
    [['revoke', 'photos', '--by', 'li\u200B.wei']],
    [['rotate', 'photos', '--by', 'li\u200B.wei']],
    [['start', '--bucket', 'photos', '--requested-by', 'li\u200B.wei']],
  ])('is refused before anything is sent: %j', async (argv) => {
    const ran = await run([...argv, '--json']);
    expect(ran.exitCode).toBe(2);
    expect(ran.json().error.message).toContain('holds "\\u{200B}" (character 3 of "li\\u{200B}.wei")');
  });
});

it('a process shows what it was given, and steers no terminal with it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'prep-shown-'));
  const flags = ['--prefix', '/\u202Eevil\u001B[2J', '--requested-by', 'li\u2028wei', '--region', '\u2066'];
  const { exitCode, error } = await new PrepProcess(['start', '--bucket', 'photos', ...flags], folder, {})
    .ended;
  await rm(folder, { recursive: true });

  expect(exitCode).toBe(2);
  expect(error.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  expect(error).toContain('"li\\u{2028}wei"');
});
