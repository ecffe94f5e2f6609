import { spawn } from 'node:child_process';
import { checkoutRoot } from './checkout.mjs';
import { interruption } from './interruption.mjs';

/**
 * Runs a Node.js script in the checkout with this process's terminal. When the setup is interrupted, the
 * signal is passed on, the script's end is awaited, and InterruptedError is thrown.
 *
 * @param {string} script absolute path
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env] in addition to this process's environment
 * @returns {Promise<number>} its exit code; 1 when a signal ended it
 */
export async function runInForeground(script, args, env = {}) {
  interruption.throwIfAborted();
  const child = spawn(process.execPath, [script, ...args], {
    cwd: checkoutRoot,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  const passOn = () => child.kill(interruption.reason.signal);
  interruption.addEventListener('abort', passOn);
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code) => resolve(code ?? 1));
    });
  } finally {
    interruption.removeEventListener('abort', passOn);
    interruption.throwIfAborted();
  }
}
