import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Checkout, lockfile } from './checkout';

const tools = {
  format: 'prettier/bin/prettier.cjs',
  lint: 'oxlint/bin/oxlint',
  'dead code': 'knip/bin/knip.js',
  tests: 'jest/bin/jest.js',
};
const entry = { type: 'Gone', effect: 'parked', happened: 'The <bucket> is gone.', remedy: 'Send retry.' };

const setting = {
  path: 'alibaba.site',
  name: 'site',
  variable: 'ALIBABA_SITE',
  fallback: '`"china"`',
  says: 'which site',
};

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
  checkout.write('node_modules/.package-lock.json', lockfile({}));
  checkout.write('tsconfig.build.json', '{ "include": ["presentation", "configuration"] }');
  for (const tool of Object.values(tools)) {
    checkout.write(`node_modules/${tool}`, '');
  }
  checkout.write(
    'node_modules/typescript/bin/tsc',
    `const { cpSync } = require('node:fs');
     for (const one of ['presentation/errors-reference', 'configuration/settings/settings-reference']) {
       cpSync(one + '.ts', 'dist/' + one + '.js', { recursive: true });
     }`,
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
  writeSettings([setting]);
  checkout.write('docs/configuration.md', 'Before.\n<!-- settings: alibaba -->\n<!-- end -->\nAfter.\n');
  checkout.executable('temporal', 'echo "temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)"');
});
afterEach(() => checkout.remove());

function writeSettings(settings: readonly unknown[]): void {
  checkout.write(
    'configuration/settings/settings-reference.ts',
    `exports.settingsReference = () => ${JSON.stringify(settings)};`,
  );
}

const errorsPage = (...args: string[]) => checkout.run('setup/docs-pages.mjs', args);

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

describe('npm run docs-pages', () => {
  it('writes every error with its effect and its remedy', async () => {
    expect(await errorsPage()).toMatchObject({ code: 0 });
    const page = checkout.read('docs/errors.md');
    expect(page).toMatch(
      /## Action required\n[^#]*### Gone\n\nThe \\<bucket\\> is gone\.\n\n\*\*What to do:\*\* Send retry\./,
    );
  });

  it('writes the settings into the table of their place', async () => {
    await errorsPage();
    expect(checkout.read('docs/configuration.md')).toMatch(
      /^Before\.\n<!-- settings: alibaba -->\n[^]*\| `site` \| `ALIBABA_SITE` \| `"china"` \| which site \|\n\n<!-- end -->\nAfter\.\n$/,
    );
  });

  it('refuses a setting that no table has a place for', async () => {
    writeSettings([{ ...setting, path: 'worker.web_ui' }]);

    const failed = await errorsPage();

    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('no table for worker.web_ui');
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
    expect(failed.stderr).toContain('Run `npm run docs-pages`.');
    expect(checkout.read('docs/errors.md')).toContain('Send retry.');
  });
});
