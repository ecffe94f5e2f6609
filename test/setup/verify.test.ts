import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Checkout, lockfile } from './checkout';

const tools = {
  format: 'prettier/bin/prettier.cjs',
  lint: 'oxlint/bin/oxlint',
  'dead code': 'knip/bin/knip.js',
  tests: 'jest/bin/jest.js',
};
const entry = { type: 'Gone', effect: 'parked', happened: 'The <bucket> is gone.', remedy: 'Send retry.' };

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
  checkout.write('node_modules/.package-lock.json', lockfile({}));
  for (const tool of Object.values(tools)) {
    checkout.write(`node_modules/${tool}`, '');
  }
  checkout.write(
    'node_modules/typescript/bin/tsc',
    `if (process.argv.includes('-p')) require('node:fs').cpSync('presentation', 'dist/presentation', { recursive: true });
     require('node:fs').renameSync('dist/presentation/errors-reference.ts', 'dist/presentation/errors-reference.js');`,
  );
  checkout.write('node_modules/prettier/package.json', '{ "main": "index.cjs" }');
  checkout.write(
    'node_modules/prettier/index.cjs',
    'exports.resolveConfig = async () => ({}); exports.format = async (text) => text;',
  );
  checkout.write(
    'presentation/errors-reference.ts',
    `exports.errorsReference = () => [${JSON.stringify(entry)}];`,
  );
  checkout.write('docs/.keep', '');
  checkout.executable('temporal', 'echo "temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)"');
});
afterEach(() => checkout.remove());

const errorsPage = (...args: string[]) => checkout.run('setup/errors-page.mjs', args);

describe('npm run verify', () => {
  beforeEach(async () => {
    await errorsPage();
    checkout.write('node_modules/typescript/bin/tsc', '');
  });

  it('passes when every stage does', async () => {
    expect(await checkout.run('setup/verify.mjs')).toMatchObject({
      code: 0,
      stdout: '6 passed, 0 failed\n',
    });
  });

  it.each(Object.entries(tools))('fails by %s, and runs the other stages', async (name, tool) => {
    checkout.write(`node_modules/${tool}`, 'process.exitCode = 2;');
    const { code, stdout, stderr } = await checkout.run('setup/verify.mjs');
    expect(code).toBe(1);
    expect(stdout).toMatch(/5 passed, 1 failed\n$/);
    expect(stderr).toContain(`Not passed: ${name}.`);
  });

  it('leaves the tests out when asked to', async () => {
    checkout.write('node_modules/jest/bin/jest.js', 'process.exitCode = 1;');
    const { code, stdout } = await checkout.run('setup/verify.mjs', ['--no-tests']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '5 passed, 0 failed\n' });
  });

  it('stops at once when it is interrupted', async () => {
    checkout.write('node_modules/oxlint/bin/oxlint', `console.log('lints'); setInterval(() => {}, 1000);`);
    const running = checkout.start('setup/verify.mjs');
    await new Promise((resolve) => running.process.stdout?.once('data', resolve));
    running.process.kill('SIGINT');
    const { code, stderr } = await running.outcome;
    expect(code).toBe(130);
    expect(stderr).not.toContain('dead code');
    expect(stderr).not.toContain('failed');
  });
});

describe('npm run errors-page', () => {
  it('writes every error with its effect and its remedy', async () => {
    expect(await errorsPage()).toMatchObject({ code: 0 });
    const page = checkout.read('docs/errors.md');
    expect(page).toMatch(
      /## Action required\n[^#]*### Gone\n\nThe \\<bucket\\> is gone\.\n\n\*\*What to do:\*\* Send retry\./,
    );
  });

  it('only checks with --check', async () => {
    expect(await errorsPage('--check')).toMatchObject({ code: 1 });
    expect(checkout.has('docs/errors.md')).toBe(false);
    await errorsPage();
    expect(await errorsPage('--check')).toMatchObject({ code: 0 });

    const changed = { ...entry, remedy: 'Make it again.' };
    checkout.write(
      'presentation/errors-reference.ts',
      `exports.errorsReference = () => [${JSON.stringify(changed)}];`,
    );
    const failed = await errorsPage('--check');
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('Run `npm run errors-page`.');
    expect(checkout.read('docs/errors.md')).toContain('Send retry.');
  });
});
