import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { PreparationResult } from '../../contracts/runs/result';
import { renderHtmlReport } from '../../presentation/report/html/html-report';
import { LANGUAGES } from '../../presentation/words/language';
import { PREPARED_IN_PHRASES, REJECTED_IN_PHRASES } from '../presentation/report/results-in-phrases';
import { HOSTILE_TEXTS } from '../rig/hostile-texts';
import { planted } from '../rig/planted';
import { describeInBrowser, launchChromium } from './chromium';

const RESULTS: Readonly<Record<string, PreparationResult>> = {
  prepared: PREPARED_IN_PHRASES,
  rejected: REJECTED_IN_PHRASES,
};

const SCREENS: Readonly<Record<string, BrowserContextOptions>> = {
  'a light screen': { colorScheme: 'light', viewport: { width: 1100, height: 900 } },
  'a dark screen': { colorScheme: 'dark', viewport: { width: 1100, height: 900 } },
  'a light phone': { colorScheme: 'light', viewport: { width: 360, height: 740 } },
  'a dark phone': { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
};

const EVERYTHING = Object.entries(RESULTS).flatMap(([outcome, result]) =>
  LANGUAGES.flatMap((language) =>
    Object.keys(SCREENS).map((screen) => [outcome, language, screen, result] as const),
  ),
);

/** A bucket whose charts show something. */
const { totals } = PREPARED_IN_PHRASES.inventory;
const tally = (objects: number, gibibytes: number) => ({
  objects: String(objects),
  bytes: String(BigInt(gibibytes) * 2n ** 30n),
});
const PHOTOGRAPHED: PreparationResult = {
  ...PREPARED_IN_PHRASES,
  inventory: {
    ...PREPARED_IN_PHRASES.inventory,
    totals: {
      ...totals,
      bytes: tally(0, 9200).bytes,
      byStorageClass: {
        STANDARD: tally(900_000, 6100),
        STANDARD_IA: tally(334_000, 2570),
        ARCHIVE: tally(567, 530),
      },
      byPrefix: {
        listed: [
          { prefix: '2025/', ...tally(600_000, 4300), exact: true },
          { prefix: '2024/', ...tally(400_000, 3100), exact: true },
          { prefix: 'raw/', ...tally(30_000, 1500), exact: true },
        ],
        other: tally(204_567, 300),
      },
      bySizeBand: {
        '0 B': tally(12, 0),
        'up to 200 KiB': tally(400_000, 40),
        '1 to 10 MiB': tally(800_000, 4100),
        '100 MiB to 1 GiB': tally(34_555, 5060),
      },
      byMonth: {
        '2025-01': tally(200_000, 1500),
        '2025-02': tally(300_000, 2600),
        '2025-03': tally(734_567, 5100),
      },
    },
  },
};

let browser: Browser;

/** Opens a page on a screen of its own. */
async function opened(html: string, screen: string): Promise<Page> {
  const page = await browser.newPage(SCREENS[screen] ?? {});
  await page.setContent(html);
  return page;
}

/** What axe finds, each with the elements. */
async function violations(page: Page): Promise<string[]> {
  // Not as an element, which the page's own policy would refuse.
  await page.evaluate(axe.source);
  const found = await page.evaluate<AxeResults>('axe.run()');
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Whether the page is wider than the screen. */
function overflows(page: Page): Promise<boolean> {
  return page.evaluate<boolean>('document.documentElement.scrollWidth > window.innerWidth');
}

describeInBrowser('the report as a page', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  it.each(EVERYTHING)('%s, in %s: axe finds nothing on %s', async (_, language, screen, result) => {
    const page = await opened(renderHtmlReport(result, language), screen);

    expect(await violations(page)).toEqual([]);
    expect(await overflows(page)).toBe(false);
    await page.close();
  });

  it('has colours of its own in the dark', async () => {
    const html = renderHtmlReport(PREPARED_IN_PHRASES, 'en');
    const background = async (screen: string) => {
      const page = await opened(html, screen);
      const colour = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
      await page.close();
      return colour;
    };
    expect(await background('a light screen')).toBe('rgb(255, 255, 255)');
    expect(await background('a dark screen')).toBe('rgb(15, 20, 25)');
  });

  it('prints black on white, from a dark screen too', async () => {
    const page = await opened(renderHtmlReport(PREPARED_IN_PHRASES, 'en'), 'a dark screen');
    await page.emulateMedia({ media: 'print' });

    expect(await page.evaluate<string>('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)');
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    await page.close();
  });

  it('selects a whole value of the job form with one click', async () => {
    const page = await opened(renderHtmlReport(PREPARED_IN_PHRASES, 'en'), 'a light screen');
    const value = page.getByRole('row', { name: /^Job name/ }).locator('code');
    await value.click();

    expect(await page.evaluate<string>('getSelection().toString()')).toBe(await value.innerText());
    await page.close();
  });

  it.each(Object.entries(HOSTILE_TEXTS))('runs and loads nothing with %s', async (_, text) => {
    const page = await browser.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('dialog', (dialog) => requests.push(dialog.message()));
    await page.setContent(renderHtmlReport(planted(PREPARED_IN_PHRASES, text, ['phrase']), 'zh'));

    expect(requests).toEqual([]);
    expect(await page.locator('script, img, iframe, [onerror]').count()).toBe(0);
    await page.close();
  });

  it.each(['</style><script>alert(1)</script>', '" onclick="alert(1)'])('escapes %s', async (text) => {
    const page = await opened(renderHtmlReport(planted(PREPARED_IN_PHRASES, text, ['phrase']), 'en'), '');
    expect(await page.locator('script, [onclick]').count()).toBe(0);
    expect(await page.getByText(text).count()).toBeGreaterThan(10);
    await page.close();
  });

  if (process.env['UPDATE_IMAGES'] !== undefined) {
    it.each([
      ['report.png', 'en', 'a light screen', 'h1'],
      ['report-charts-dark.png', 'en', 'a dark screen', '#inventory'],
      ['report-zh.png', 'zh', 'a light screen', 'h1'],
      ['report-phone.png', 'en', 'a light phone', '#findings'],
    ] as const)('is photographed for the documentation: %s', async (file, language, screen, from) => {
      const page = await opened(renderHtmlReport(PHOTOGRAPHED, language), screen);
      await page.locator(from).evaluate((element: { scrollIntoView(): void }) => element.scrollIntoView());
      const image = await page.screenshot({ path: `docs/images/${file}` });
      expect(image.length).toBeGreaterThan(10_000);
      await page.close();
    });
  }
});
