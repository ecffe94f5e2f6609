import { symlinkSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Checkout, lockfile, projectRoot } from './checkout';

const temporal = 'echo "temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)"';
const passing = `it('adds', () => expect(1 + 1).toBe(2));`;
const failing = `it('adds wrongly', () => expect(1 + 1).toBe(3));`;

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
  mkdirSync(checkout.at('node_modules'));
  symlinkSync(path.join(projectRoot, 'node_modules', 'jest'), checkout.at('node_modules', 'jest'));
  checkout.write('node_modules/.package-lock.json', lockfile({}));
  checkout.write('node_modules/typescript/bin/tsc', `require('node:fs').mkdirSync('dist');`);
  checkout.write('jest.config.js', `module.exports = { roots: ['<rootDir>/test'], transform: {} };`);
  checkout.executable('temporal', temporal);
});
afterEach(() => checkout.remove());

const lastLine = (text: string) => text.trimEnd().split('\n').at(-1);

describe('npm test', () => {
  it('ends with the counts and exit code 0 when all passed', async () => {
    checkout.write('test/a.test.js', `${passing} it.todo('later');`);
    const { code, stdout } = await checkout.run('setup/test.mjs');
    expect(code).toBe(0);
    expect(lastLine(stdout)).toBe('1 passed, 0 failed, 1 skipped');
  });

  it('fails when a test failed', async () => {
    checkout.write('test/a.test.js', passing + failing);
    const { code, stdout } = await checkout.run('setup/test.mjs');
    expect(code).toBe(1);
    expect(lastLine(stdout)).toBe('1 passed, 1 failed');
  });

  it('counts a file that does not load as a failure', async () => {
    checkout.write('test/a.test.js', passing);
    checkout.write('test/b.test.js', `require('./missing');`);
    const { code, stdout } = await checkout.run('setup/test.mjs');
    expect(code).toBe(1);
    expect(lastLine(stdout)).toBe('1 passed, 1 failed');
  });

  it('runs only the tests of the paths that it is given', async () => {
    checkout.write('test/a.test.js', passing);
    checkout.write('test/b.test.js', failing);
    const { code, stdout } = await checkout.run('setup/test.mjs', ['test/a']);
    expect(code).toBe(0);
    expect(lastLine(stdout)).toBe('1 passed, 0 failed');
  });

  it('fails when there is no test', async () => {
    const { code, stdout } = await checkout.run('setup/test.mjs', ['test/nothing']);
    expect(code).toBe(1);
    expect(lastLine(stdout)).toMatch(/^0 passed, [01] failed$/);
  });

  it('names the Temporal CLI to the tests', async () => {
    const cli = JSON.stringify(checkout.at('bin', 'temporal'));
    checkout.write('test/a.test.js', `it('has it', () => expect(process.env.TEMPORAL_CLI).toBe(${cli}));`);
    expect(await checkout.run('setup/test.mjs')).toMatchObject({ code: 0 });
  });

  it('runs what needs no Temporal CLI where there is none, but fails and says why at the end', async () => {
    checkout.delete('bin/temporal');
    checkout.write('test/a.test.js', passing);
    const { code, stdout, stderr } = await checkout.run('setup/test.mjs');
    expect(code).toBe(1);
    expect(lastLine(stdout)).toBe('1 passed, 1 failed');
    expect(stderr.split('The Temporal CLI is needed')).toHaveLength(3);
  });
});
