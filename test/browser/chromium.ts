import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/**
 * Why no browser can be driven here, or null. Continuous integration must have one, so there it is never a reason to
 * skip a test: `launchChromium` fails instead.
 */
export function whyNoChromium(): string | null {
  return existsSync(executablePath)
    ? null
    : `${executablePath} is missing: run \`apt-get install chromium\`, or set CHROMIUM to a Chromium or Chrome`;
}

/** Whether tests without a browser are skipped, as on a developer's machine, or fail. */
export const mayDoWithoutChromium = process.env['CI'] !== 'true';

/** @throws Error that says how to get a browser where there is none */
export async function launchChromium(): Promise<Browser> {
  const missing = whyNoChromium();
  if (missing !== null) {
    throw new Error(`The browser tests need Chromium. ${missing}.`);
  }
  // Nothing but the loopback addresses of the test is to be reached.
  return chromium.launch({ executablePath, args: ['--disable-gpu', '--disable-quic', '--disable-sync'] });
}
