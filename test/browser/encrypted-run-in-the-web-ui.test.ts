import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { freePort } from '../../demo/free-ports';
import { makeCodecToken } from '../../configuration/settings/codec-tokens';
import { isEncrypted } from '../../configuration/encryption/encryption-codec';
import { makePayloadKey } from '../../configuration/encryption/payload-keys';
import { startProcessRig, type ProcessRig } from '../rig/process-rig';
import { untilPhase, type PreparationHandle } from '../rig/rig';
import { describeInBrowser, launchChromium, newPage } from './chromium';
import { TemporalWebUi } from './temporal-web-ui';

// Long, so that playwright's own waiting ends first and names what it waited for.
/** In the names of the bucket and of the user, and in no workflow ID. */
const MARKER = 'zebra-quagga';
/** What the page shows of an encrypted payload, in base64. */
const CIPHERTEXT = Buffer.from('binary/encrypted').toString('base64');
const token = makeCodecToken('li.wei');

let browser: Browser;
let rig: ProcessRig;
let endpoint: string;
let handle: PreparationHandle;
let page: Page;
let ui: TemporalWebUi;

describeInBrowser('an encrypted run in the Temporal Web UI', () => {
  beforeAll(async () => {
    browser = await launchChromium();
    const key = makePayloadKey();
    const keys = { PREP_PAYLOAD_KEYS: key.secret.reveal() };
    rig = await startProcessRig({ buckets: [{ name: MARKER, synthetic: 'hex:1200' }] }, keys);
    const port = await freePort();
    endpoint = `http://127.0.0.1:${port}/codec`;
    await rig
      .startWorker({
        PREP_HTTP_PORT: String(port),
        PREP_CODEC_ORIGINS: rig.ui,
        PREP_CODEC_TOKENS: `${token.name}:${token.secret.reveal()}`,
      })
      .running();
    handle = await rig.prepare({ source: { bucket: MARKER }, ramUser: { name: `mgw-${MARKER}` } });
    await untilPhase(handle, 'waiting for approval');
  });

  afterAll(async () => {
    await browser?.close();
    await rig?.stop();
  });

  beforeEach(async () => {
    // A new context has no cookies, like another person's browser.
    page = await newPage(browser);
    ui = new TemporalWebUi(page, rig.ui);
  });
  afterEach(() => page.close());

  /** Enters a token on the endpoint's own page. */
  async function signIn(text: string): Promise<void> {
    await page.goto(`${endpoint}/sign-in`);
    await page.getByLabel('Token').fill(text);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  it('shows ciphertext to a browser without the codec endpoint', async () => {
    await ui.openRun(handle.workflowId);

    await ui.waitForText(CIPHERTEXT);
    expect(await page.locator('body').innerText()).not.toContain(MARKER);
  });

  it('shows ciphertext to somebody who has not signed in at the endpoint', async () => {
    await signIn('x'.repeat(43));
    await page.getByRole('alert').getByText('This token is not known here.').waitFor();
    await ui.useCodecEndpoint(endpoint);
    await ui.openRun(handle.workflowId);

    await ui.waitForText('Codec Server could not connect');
    await ui.waitForText(CIPHERTEXT);
    expect(await page.locator('body').innerText()).not.toContain(MARKER);
  });

  it('shows everything to who has signed in, and encrypts what they send', async () => {
    await signIn(token.secret.reveal());
    await page.getByText('Signed in as li.wei').waitFor();
    await ui.useCodecEndpoint(endpoint);
    await ui.openRun(handle.workflowId);

    await ui.waitForText(`"bucket": "${MARKER}"`);
    const details = await ui.currentDetails();
    await details.getByText(`From KS3 bucket ${MARKER}`).waitFor();

    await ui.openRun(handle.workflowId);
    await ui.chooseSignal('approve');
    await ui.sendSignal(JSON.stringify({ approver: 'li.wei', comment: `${MARKER} is fine` }));
    await ui.waitForStatus('Completed');
    expect(await handle.result()).toMatchObject({
      outcome: 'prepared',
      approvedBy: [{ approver: 'li.wei', comment: `${MARKER} is fine` }],
    });
    const { events } = await handle.fetchHistory();
    const signal = events?.find((event) => event.workflowExecutionSignaledEventAttributes);
    const input = signal?.workflowExecutionSignaledEventAttributes?.input?.payloads ?? [];
    expect(input.map(isEncrypted)).toEqual([true]);
    const report = `${endpoint}/reports/${handle.workflowId}`;
    await page.goto(`${report}?language=zh`);
    await page.getByRole('heading', { name: '迁移任务表单' }).waitFor();
    expect(await page.locator('body').innerText()).toContain(`${MARKER} is fine`);
    expect((await fetch(report)).status).toBe(401);
    const log = readFileSync(join(rig.folder, 'worker.log'), 'utf8');
    expect(log).toMatch(/Codec endpoint: decoded for li\.wei .*via=sign-in/);
    expect(log).toMatch(/Codec endpoint: report for li\.wei .*via=sign-in/);
    expect(log).toMatch(/Codec endpoint: encoded for li\.wei .*via=sign-in/);
  });
});
