import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Checkout } from './checkout';

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
  // Adds one to a number in a way that loses counts when two do it at once.
  checkout.write(
    'count.mjs',
    `import { existsSync, readFileSync, writeFileSync } from 'node:fs';
     import { setTimeout } from 'node:timers/promises';
     import { withLock } from './setup/lock.mjs';
     const file = process.env.CHECKOUT + '/number';
     await withLock(process.env.CHECKOUT + '/locks/lock', 'Waiting for the other one.', async () => {
       const number = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
       await setTimeout(20);
       writeFileSync(file, String(number + 1));
     });`,
  );
});
afterEach(() => checkout.remove());

const heldBy = (pid: number | undefined) => checkout.write('locks/lock', String(pid));

describe('the lock', () => {
  it('lets one process at a time work, and leaves nothing behind', async () => {
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => checkout.run('count.mjs')));
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(checkout.read('number')).toBe('6');
    expect(checkout.entries('locks')).toEqual([]);
  });

  it('is taken over when its holder is gone', async () => {
    checkout.write('nothing.mjs', '');
    const ended = checkout.start('nothing.mjs');
    await ended.outcome;
    heldBy(ended.process.pid);
    expect(await checkout.run('count.mjs')).toMatchObject({ code: 0, stderr: '' });
    expect(checkout.read('number')).toBe('1');
    expect(checkout.entries('locks')).toEqual([]);
  });

  it('is given back when the work fails', async () => {
    checkout.write(
      'fail.mjs',
      checkout.read('count.mjs').replace('const number', 'throw new Error("no"); //'),
    );
    expect(await checkout.run('fail.mjs')).toMatchObject({ code: 1 });
    expect(checkout.entries('locks')).toEqual([]);
  });

  it('is waited for while its holder runs', async () => {
    heldBy(process.pid);
    const waiting = checkout.start('count.mjs');
    await new Promise((resolve) => waiting.process.stderr?.once('data', resolve));
    expect(checkout.has('number')).toBe(false);
    checkout.delete('locks/lock');
    const { code, stderr } = await waiting.outcome;
    expect(code).toBe(0);
    expect(stderr).toBe(
      `[setup] Waiting for the other one. (If there is none, delete ${checkout.at('locks', 'lock')}.)\n`,
    );
    expect(checkout.read('number')).toBe('1');
  });

  it('is not waited for any longer after Ctrl-C', async () => {
    checkout.write('.setup/install.lock', String(process.pid));
    checkout.executable('npm', '');
    const waiting = checkout.startCall('install', 'ensureInstalled');
    await new Promise((resolve) => waiting.process.stderr?.once('data', resolve));
    waiting.process.kill('SIGINT');
    expect(await waiting.outcome).toMatchObject({ code: 130 });
    expect(checkout.entries('.setup')).toEqual(['install.lock']);
  });
});
