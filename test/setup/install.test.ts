import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Checkout, lockfile, waitForGoOn } from './checkout';

const oneZero = { version: '1.0.0', integrity: 'sha512-one' };
const npmRecord = 'node_modules/.package-lock.json';

/** What `npm ci` does to the folder: everything goes first, and the record comes last. */
const installs = `
  echo "npm $*" >> "$CHECKOUT/calls.log"
  rm -rf node_modules && mkdir node_modules
  cp package-lock.json node_modules/.package-lock.json`;

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
  checkout.executable('npm', installs);
});
afterEach(() => checkout.remove());

const ensureInstalled = () => checkout.call('install', 'ensureInstalled');

describe('when the dependencies are installed', () => {
  it('installs them where they are missing, development dependencies included, and only once', async () => {
    const first = await ensureInstalled();
    expect(first).toMatchObject({ code: 0, stdout: 'undefined' });
    expect(first.stderr).toContain('Installing the dependencies (npm ci)');
    const second = await ensureInstalled();
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(checkout.calls()).toEqual([expect.stringMatching(/^npm ci --include=dev /)]);
  });

  it('installs again after the lockfile changed', async () => {
    await ensureInstalled();
    checkout.write('package-lock.json', lockfile({ 'node_modules/a': oneZero }));
    await ensureInstalled();
    expect(checkout.calls()).toHaveLength(2);
  });

  it('installs again what another kind of machine installed', async () => {
    await ensureInstalled();
    const stamp = 'node_modules/.ks3-oss-prep-installed';
    const machine = `${process.platform} ${process.arch}`;
    expect(checkout.read(stamp)).toContain(machine);
    checkout.write(stamp, checkout.read(stamp).replace(machine, 'plan9 mips'));
    await ensureInstalled();
    expect(checkout.calls()).toHaveLength(2);
  });

  it('keeps an install that somebody made with npm itself', async () => {
    checkout.write('package-lock.json', lockfile({ 'node_modules/a': oneZero }));
    checkout.write(npmRecord, lockfile({ 'node_modules/a': oneZero, 'node_modules/extra': oneZero }));
    expect(await ensureInstalled()).toMatchObject({ code: 0, stderr: '' });
    expect(checkout.calls()).toEqual([]);
  });

  it.each([
    ['another version', { 'node_modules/a': { ...oneZero, version: '1.0.1' } }],
    ['other content', { 'node_modules/a': { ...oneZero, integrity: 'sha512-other' } }],
    ['a package less', {}],
  ])("replaces npm's own install of %s", async (_what, installed) => {
    checkout.write('package-lock.json', lockfile({ 'node_modules/a': oneZero }));
    checkout.write(npmRecord, lockfile(installed));
    await ensureInstalled();
    expect(checkout.calls()).toHaveLength(1);
  });

  it('does not ask for the native builds of other platforms', async () => {
    const other = { ...oneZero, optional: true, os: ['plan9'] };
    checkout.write('package-lock.json', lockfile({ 'node_modules/a': other }));
    checkout.write(npmRecord, lockfile({}));
    await ensureInstalled();
    expect(checkout.calls()).toHaveLength(0);
  });

  it("installs again when npm's record is broken", async () => {
    checkout.write(npmRecord, '{ "packages"');
    await ensureInstalled();
    expect(checkout.calls()).toHaveLength(1);
  });
});

describe('when an install does not come to its end', () => {
  const hangs = `
    echo "npm hangs" >> "$CHECKOUT/calls.log"
    touch "$CHECKOUT/installing"
    ${waitForGoOn}`;

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGKILL', null],
  ] as const)('starts over after %s, even where the earlier install would do', async (signal, code) => {
    const before = checkout.read('package-lock.json');
    await ensureInstalled();
    checkout.write('package-lock.json', lockfile({ 'node_modules/a': oneZero }));
    checkout.executable('npm', hangs);
    const interrupted = checkout.startCall('install', 'ensureInstalled');
    await checkout.appears('installing');
    interrupted.process.kill(signal);
    expect(await interrupted.outcome).toMatchObject({ code });

    // npm may have removed any part of the earlier install by now.
    checkout.write('package-lock.json', before);
    checkout.executable('npm', installs);
    expect(await ensureInstalled()).toMatchObject({ code: 0 });
    expect(checkout.calls()).toHaveLength(3);
  });

  it('explains a registry that is not reached, and counts nothing as installed', async () => {
    checkout.executable('npm', 'mkdir -p node_modules; echo "npm error code ENOTFOUND" >&2; exit 1');
    const failed = await ensureInstalled();
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('npm error code ENOTFOUND');
    expect(failed.stderr).toContain('The npm registry was not reached. Check the network');
    expect(failed.stderr).not.toContain(' at ');

    checkout.executable('npm', installs);
    expect(await ensureInstalled()).toMatchObject({ code: 0 });
    expect(checkout.calls()).toHaveLength(1);
  });

  it('says where npm comes from when there is none', async () => {
    checkout.executable('npm', '');
    const failed = await checkout.call('install', 'ensureInstalled', { PATH: checkout.at('empty') });
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('`npm` was not found on PATH. It comes with Node.js');
  });
});

describe('two commands at once', () => {
  it('install once: the second says that it waits, and uses what the first installed', async () => {
    checkout.executable('npm', `touch "$CHECKOUT/installing"\n${waitForGoOn}\n${installs}`);
    const first = checkout.startCall('install', 'ensureInstalled');
    await checkout.appears('installing');
    const second = checkout.startCall('install', 'ensureInstalled');
    await new Promise((resolve) => second.process.stderr?.once('data', resolve));
    checkout.write('go-on', '');
    const [one, other] = await Promise.all([first.outcome, second.outcome]);
    expect(one.code).toBe(0);
    expect(other.code).toBe(0);
    expect(other.stderr).toContain('Another command is installing the dependencies');
    expect(checkout.calls()).toHaveLength(1);
  });
});
