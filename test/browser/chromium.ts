import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Milliseconds. Only what never comes is waited for so long. */
const PATIENCE_MS = 120_000;

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

const missing = existsSync(executablePath)
  ? null
  : `${executablePath} is missing: run \`apt-get install chromium\`, or set CHROMIUM to a Chromium or Chrome.`;

/**
 * Describes tests that drive a browser. On a developer's machine without one they are skipped, with the reason on
 * standard error; continuous integration (CI=true) must have one, so there they fail.
 */
export function describeInBrowser(name: string, tests: () => void): void {
  if (missing === null || process.env['CI'] === 'true') {
    describe(name, tests);
  } else {
    // jest shows neither the names nor the console of a file whose tests are all skipped.
    process.stderr.write(`Skipped: ${name}. ${missing}\n`);
    describe.skip(name, tests);
  }
}

/** @throws Error that says how to get a browser if there is none */
export async function launchChromium(): Promise<Browser> {
  if (missing !== null) {
    throw new Error(`The browser tests need Chromium. ${missing}`);
  }
  // Only the loopback addresses of the test may be reached.
  return chromium.launch({ executablePath, args: ['--disable-gpu', '--disable-quic', '--disable-sync'] });
}

/** A page in a new context, which closes with it. */
export async function newPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 1100 } });
  page.setDefaultTimeout(PATIENCE_MS);
  return page;
}
