import { hostname } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Checkout, waitForGoOn } from './checkout';

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

const leftBehind = (owner: object) => checkout.write('locks/lock/owner.json', JSON.stringify(owner));

describe('the lock', () => {
  it('lets one process at a time work, and leaves nothing behind', async () => {
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => checkout.run('count.mjs')));
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(checkout.read('number')).toBe('6');
    expect(checkout.entries('locks')).toEqual([]);
  });

  it('is taken over by one of many when its holder is gone', async () => {
    const gone = await processThatEnded();
    leftBehind({ token: 'old', pid: gone, host: hostname() });
    await Promise.all(Array.from({ length: 4 }, () => checkout.run('count.mjs')));
    expect(checkout.read('number')).toBe('4');
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

  it.each([
    ['a process that runs', process.pid, hostname()],
    ['a process of another machine, of which nothing is known here', undefined, 'another'],
  ])('is waited for while it belongs to %s', async (_who, pid, host) => {
    leftBehind({ token: 'held', pid: pid ?? (await processThatEnded()), host });
    const waiting = checkout.start('count.mjs');
    await new Promise((resolve) => waiting.process.stderr?.once('data', resolve));
    expect(checkout.has('number')).toBe(false);
    checkout.delete('locks/lock');
    const { code, stderr } = await waiting.outcome;
    expect(code).toBe(0);
    expect(stderr).toBe('[setup] Waiting for the other one.\n');
    expect(checkout.read('number')).toBe('1');
  });

  it('is not waited for any longer after Ctrl-C', async () => {
    leftBehind({ token: 'held', pid: process.pid, host: hostname() });
    checkout.executable('npm', waitForGoOn);
    checkout.write('.setup/install.lock/owner.json', checkout.read('locks/lock/owner.json'));
    const waiting = checkout.startCall('install', 'ensureInstalled');
    await new Promise((resolve) => waiting.process.stderr?.once('data', resolve));
    waiting.process.kill('SIGINT');
    expect(await waiting.outcome).toMatchObject({ code: 130 });
    expect(checkout.entries('.setup')).toEqual(['install.lock']);
  });
});

async function processThatEnded(): Promise<number> {
  checkout.write('nothing.mjs', '');
  const { process: child, outcome } = checkout.start('nothing.mjs');
  await outcome;
  return child.pid ?? 0;
}
