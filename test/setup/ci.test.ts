import { spawnSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Checkout, locate, projectRoot } from './checkout';

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
  cpSync(path.join(projectRoot, '.ci'), checkout.at('.ci'), { recursive: true });
  for (const tool of ['bash', 'dirname', 'env', 'grep', 'mktemp', 'tail', 'tee', 'timeout']) {
    symlinkSync(locate(tool), checkout.at('bin', tool));
  }
  checkout.executable('git', '');
  checkout.executable('update-ca-certificates', '');
  checkout.executable('chromium', '');
  checkout.executable('ssh-keygen', '');
  checkout.executable('openssl', '');
});
afterEach(() => checkout.remove());

/** Runs .ci/run with an `npm` that behaves so for each script. */
function ci(npm: { verify?: string; test?: string; demo?: string }) {
  const { verify = 'echo "5 passed, 0 failed"', test = 'echo "40 passed, 0 failed"', demo = ':' } = npm;
  checkout.executable(
    'npm',
    `echo "npm $*" >> "$CHECKOUT/calls.log"
     case "$3" in verify) ${verify};; test) ${test};; demo) ${demo};; esac`,
  );
  const env = { PATH: checkout.at('bin'), CHECKOUT: checkout.root, TMPDIR: checkout.root };
  const { status, stdout } = spawnSync(locate('bash'), [checkout.at('.ci', 'run')], {
    env,
    encoding: 'utf8',
  });
  const counts = stdout.split('\n').filter((line) => /^(\w+: )?\d+ passed, \d+ failed/.test(line));
  return { status, stdout, counts };
}

describe('.ci/run', () => {
  it('runs the checks, the tests and the demo, counts them all on one line at the end, and lists install scripts', () => {
    const { status, stdout, counts } = ci({
      test: 'echo "Tests: 40 passed, 40 total"; echo "40 passed, 0 failed, 2 skipped"',
    });
    expect(status).toBe(0);
    expect(counts).toEqual(['46 passed, 0 failed, 2 skipped']);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(counts[0]);
    expect(stdout).toContain('Tests: 40 passed, 40 total');
    expect(checkout.calls()).toEqual([
      'npm run --silent verify -- --no-tests',
      'npm run --silent test',
      'npm run --silent install-scripts',
      'npm run --silent demo -- --yes',
    ]);
  });

  it.each([
    ['a check', { verify: 'echo "4 passed, 1 failed"; exit 1' }, '45 passed, 1 failed'],
    ['two tests', { test: 'echo "38 passed, 2 failed"; exit 1' }, '44 passed, 2 failed'],
    ['the demo', { demo: 'exit 3' }, '45 passed, 1 failed'],
    ['a command that counts nothing', { test: 'exit 1' }, '6 passed, 1 failed'],
    [
      'a command that counts no failure',
      { test: 'echo "40 passed, 0 failed"; exit 1' },
      '46 passed, 1 failed',
    ],
    ['tests that silently did not run', { test: ':' }, '6 passed, 1 failed'],
  ])('fails by %s, and still runs the rest', (_what, npm, expected) => {
    const { status, counts } = ci(npm);
    expect(status).toBe(1);
    expect(counts).toEqual([expected]);
    expect(checkout.calls()).toHaveLength(4);
  });

  it('shows what failed again at the end, before the counts', () => {
    const summary = 'Summary of all failing tests\\nFAIL test/names.test.ts\\n  ● names › are short\\n';
    const { stdout } = ci({
      test: `printf 'PASS test/a.test.ts\\n${summary}'; echo "38 passed, 1 failed"; exit 1`,
      demo: 'echo "a long demo"',
    });
    const end = stdout.slice(stdout.indexOf('a long demo')).split('\n');
    expect(end.slice(-5)).toEqual([
      'Summary of all failing tests',
      'FAIL test/names.test.ts',
      '  ● names › are short',
      '44 passed, 1 failed',
      '',
    ]);
  });

  it('installs the system packages that are missing', () => {
    checkout.delete('bin/git');
    checkout.executable('apt-get', 'echo "apt-get $*" >> "$CHECKOUT/calls.log"');
    checkout.executable('sudo', 'exec "$@"');
    expect(ci({}).status).toBe(0);
    expect(checkout.calls().slice(0, 2)).toEqual([
      'apt-get update -qq',
      'apt-get install -y -qq --no-install-recommends git',
    ]);
  });
});
