import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Checkout, waitForGoOn } from './checkout';

const good = 'echo "temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)"';
const old = 'echo "temporal version 0.13.0 (Server 1.24.1, UI 2.27.0)"';
const broken = 'echo "cannot execute binary file" >&2; exit 126';
const other = 'echo "Temporal, a calendar tool 2.0"';

/** A Go toolchain that "builds" a CLI with this script, as `go install` does, into $GOBIN. */
const go = (script: string) => `
  echo "go $1 $3" >> "$CHECKOUT/calls.log"
  printf '%s\\n' '#!/bin/sh' '${script}' > "$GOBIN/temporal"
  chmod +x "$GOBIN/temporal"`;
const goCall = 'go install github.com/temporalio/cli/cmd/temporal@v1.5.1';

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
});
afterEach(() => checkout.remove());

const ensureTemporalCli = (env: NodeJS.ProcessEnv = {}) =>
  checkout.call('temporal-cli', 'ensureTemporalCli', env);
const inCache = () => checkout.at('cache', 'ks3-oss-prep', 'temporal-cli', 'v1.5.1', 'temporal');

/** The SDK's downloader: `body` runs in createLocal, with `executable` as the SDK gets it. */
function sdk(body: string) {
  checkout.write(
    'node_modules/@temporalio/testing/index.js',
    `const fs = require('node:fs');
     exports.TestWorkflowEnvironment = { async createLocal({ server: { executable } }) {
       fs.appendFileSync(process.env.CHECKOUT + '/calls.log', 'download ' + executable.version + '\\n');
       const save = (script) => fs.writeFileSync(executable.downloadDir + '/temporal-' + executable.version,
         '#!/bin/sh\\n' + script + '\\n', { mode: 0o755 });
       ${body}
       return { teardown: async () => {} };
     } };`,
  );
}

describe('what is on the machine', () => {
  it('prefers $TEMPORAL_CLI to PATH, and says nothing', async () => {
    const mine = checkout.executable('elsewhere/temporal', good);
    checkout.executable('temporal', good);
    const found = await ensureTemporalCli({ TEMPORAL_CLI: mine });
    expect(found).toEqual({ code: 0, stdout: mine, stderr: '' });
  });

  it('looks on PATH', async () => {
    const onPath = checkout.executable('temporal', good);
    expect(await ensureTemporalCli()).toMatchObject({ code: 0, stdout: onPath });
  });

  it.each([
    ['does not run', broken, 'does not run (exit code 126) cannot execute binary file'],
    ['is too old', old, 'is too old: it has Server 1.24, needed is 1.29 or newer'],
    ['is something else', other, 'is not the Temporal CLI: `--version` answers "Temporal, a calendar tool'],
  ])('passes over one that %s, and says so', async (_what, script, reason) => {
    const bad = checkout.executable('elsewhere/temporal', script);
    const onPath = checkout.executable('temporal', good);
    const found = await ensureTemporalCli({ TEMPORAL_CLI: bad });
    expect(found).toMatchObject({ code: 0, stdout: onPath });
    expect(found.stderr).toContain(`Passing over ${bad} (from $TEMPORAL_CLI): it ${reason}`);
  });

  it('goes on along PATH after a broken one', async () => {
    checkout.executable('temporal', broken);
    const second = checkout.executable('more/temporal', good);
    const path = [checkout.at('bin'), checkout.at('more')].join(':');
    expect(await ensureTemporalCli({ PATH: path })).toMatchObject({ code: 0, stdout: second });
  });

  it('passes over a $TEMPORAL_CLI that is not there', async () => {
    const onPath = checkout.executable('temporal', good);
    const found = await ensureTemporalCli({ TEMPORAL_CLI: '/nowhere/temporal' });
    expect(found).toMatchObject({ code: 0, stdout: onPath });
    expect(found.stderr).toContain('/nowhere/temporal (from $TEMPORAL_CLI): it does not run');
  });
});

describe('what is obtained', () => {
  it('comes by the download of the SDK, once; then from the cache', async () => {
    sdk(`save(${JSON.stringify(good)});`);
    expect(await ensureTemporalCli()).toMatchObject({ code: 0, stdout: inCache() });
    expect(await ensureTemporalCli()).toEqual({ code: 0, stdout: inCache(), stderr: '' });
    expect(checkout.calls()).toEqual(['download v1.5.1']);
  });

  it('is used when the download came through and only the first start of the server failed', async () => {
    sdk(`save(${JSON.stringify(good)}); throw new Error('did not start within 5s');`);
    expect(await ensureTemporalCli()).toMatchObject({ code: 0, stdout: inCache() });
  });

  it('is built by Go where the download fails, and the reason is said', async () => {
    sdk(
      `throw new Error('failed to download: error sending request for url (X): error sending request: dns error');`,
    );
    checkout.executable('go', go(good));
    const found = await ensureTemporalCli();
    expect(found).toMatchObject({ code: 0, stdout: inCache() });
    expect(found.stderr).toContain('the download of the Temporal SDK: failed to download: dns error');
    expect(checkout.calls()).toEqual(['download v1.5.1', goCall]);
    expect(await ensureTemporalCli()).toMatchObject({ code: 0, stdout: inCache(), stderr: '' });
  });

  it('is built by Go where the download does not run on this machine', async () => {
    sdk(`save(${JSON.stringify(broken)});`);
    checkout.executable('go', go(good));
    expect(await ensureTemporalCli()).toMatchObject({ code: 0, stdout: inCache() });
  });

  it('replaces a broken one in the cache', async () => {
    checkout.executable('cache/ks3-oss-prep/temporal-cli/v1.5.1/temporal', broken);
    checkout.executable('go', go(good));
    expect(await ensureTemporalCli()).toMatchObject({ code: 0, stdout: inCache() });
    expect(await ensureTemporalCli()).toMatchObject({ code: 0, stderr: '' });
  });

  it('is obtained once by two commands at once: the second waits and uses it', async () => {
    checkout.executable('go', `touch "$CHECKOUT/building"\n${waitForGoOn}\n${go(good)}`);
    const first = checkout.startCall('temporal-cli', 'ensureTemporalCli');
    await checkout.appears('building');
    const second = checkout.startCall('temporal-cli', 'ensureTemporalCli');
    await new Promise((resolve) => second.process.stderr?.once('data', resolve));
    checkout.write('go-on', '');
    expect(await first.outcome).toMatchObject({ code: 0, stdout: inCache() });
    const waited = await second.outcome;
    expect(waited).toMatchObject({ code: 0, stdout: inCache() });
    expect(waited.stderr).toContain('Another command is obtaining the Temporal CLI');
    expect(checkout.calls()).toEqual([goCall]);
  });

  it('leaves nothing half-done when it is interrupted, and is obtained by the next run', async () => {
    checkout.executable('go', `${go(good)}\ntouch "$CHECKOUT/building"\n${waitForGoOn}`);
    const interrupted = checkout.startCall('temporal-cli', 'ensureTemporalCli');
    await checkout.appears('building');
    interrupted.process.kill('SIGINT');
    expect(await interrupted.outcome).toMatchObject({ code: 130, stdout: '' });
    expect(checkout.has('cache/ks3-oss-prep/temporal-cli/v1.5.1/temporal')).toBe(false);

    checkout.executable('go', go(good));
    expect(await ensureTemporalCli()).toMatchObject({ code: 0, stdout: inCache() });
  });
});

describe('when there is no way', () => {
  it('names everything that was tried and what to do, in one message', async () => {
    checkout.executable('temporal', old);
    sdk(`throw new Error('failed to download: dns error');`);
    checkout.executable('go', 'echo "go: module lookup disabled by GOPROXY=off" >&2; exit 1');
    const { code, stdout, stderr } = await ensureTemporalCli({ TEMPORAL_CLI: '/nowhere/temporal' });
    expect(code).toBe(1);
    expect(stdout).toBe('');
    const message = stderr.slice(stderr.indexOf('The Temporal CLI is needed'));
    expect(message).toContain('- $TEMPORAL_CLI: /nowhere/temporal does not run');
    expect(message).toContain(`- PATH: ${checkout.at('bin', 'temporal')} is too old`);
    expect(message).toContain(`- the cache folder ${checkout.at('cache')}`);
    expect(message).toContain('- the download of the Temporal SDK: failed to download: dns error');
    expect(message).toContain('go install`: go: module lookup disabled by GOPROXY=off');
    expect(message).toContain('install the Temporal CLI (https://docs.temporal.io/cli)');
  });

  it('says that there is neither a dependency to download with nor a Go toolchain', async () => {
    const { code, stderr } = await ensureTemporalCli();
    expect(code).toBe(1);
    expect(stderr).toContain('- $TEMPORAL_CLI: not set');
    expect(stderr).toContain('- PATH: no `temporal` in it');
    expect(stderr).toContain("the download of the Temporal SDK: Cannot find module '@temporalio/testing'\n");
    expect(stderr).toContain('no Go toolchain on this machine');
  });

  it('says so when the cache folder cannot be written', async () => {
    checkout.write('a-file', '');
    const { code, stderr } = await ensureTemporalCli({ XDG_CACHE_HOME: checkout.at('a-file') });
    expect(code).toBe(1);
    expect(stderr).toContain('Set XDG_CACHE_HOME to a folder that can be written');
  });
});
