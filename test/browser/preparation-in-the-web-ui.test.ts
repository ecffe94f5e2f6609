import { planQuery } from '../../contracts/messages';
import type { Browser } from 'playwright-core';
import { TASK_QUEUE } from '../../contracts/names';
import type { PreparedResult } from '../../contracts/result';
import { freePort } from '../../demo/free-ports';
import type { prepareMigration } from '../../workflows';
import { Control } from '../rig/control';
import { startRig, untilPhase, type Rig } from '../rig/rig';
import { describeInBrowser, launchChromium, newPage } from './chromium';
import { TemporalWebUi } from './temporal-web-ui';

// Long, so that playwright's own waiting ends first and names what it waited for.
let browser: Browser;
let rig: Rig;
let address: string;
let ui: TemporalWebUi;

describeInBrowser('the Temporal Web UI', () => {
  beforeAll(async () => {
    browser = await launchChromium();
    const uiPort = await freePort();
    address = `http://127.0.0.1:${uiPort}`;
    rig = await startRig({ buckets: [{ name: 'photos' }] }, undefined, uiPort);
    await new Control(rig.standIns).arrange('ks3', 'put-objects', {
      bucket: 'photos',
      objects: Array.from({ length: 1200 }, (_, n) => ({ key: `p/${n}.jpg`, size: 512 * 1024 })),
    });
  });

  afterAll(async () => {
    await browser?.close();
    await rig?.stop();
  });

  beforeEach(async () => {
    ui = new TemporalWebUi(await newPage(browser), address);
  });

  it('starts a preparation with the bucket alone, and completes it by the signal as the dialog describes it', async () => {
    await ui.openStartForm({ taskQueue: TASK_QUEUE, workflowType: 'prepareMigration' });
    await ui.field('Workflow ID').fill('prepare/photos');
    await ui.start('{"source":{"bucket":"photos"}}');
    const handle = rig.client.workflow.getHandle<typeof prepareMigration>('prepare/photos');
    await untilPhase(handle, 'waiting for approval');

    // The page lists the signals once, when it is opened; a run that has just begun may not have them yet.
    await ui.openRun('prepare/photos');
    const described = await ui.chooseSignal('approve');
    await ui.sendSignal(/\{.*\}/s.exec(described)?.[0] ?? '');

    await ui.waitForStatus('Completed');
    await ui.waitForText('KS3 bucket photos is ready to be migrated');
    const result = (await handle.result()) as PreparedResult;
    expect(result.outcome).toBe('prepared');
    expect(result.approvedBy).toMatchObject([{ decision: 'approve', via: 'signal' }]);
  });

  it('shows while a run waits which steps are done, the plan, and the JSON to send', async () => {
    const handle = await waiting('photos-2026');
    const planDigest = (await handle.query(planQuery))?.digest;
    await ui.openRun('photos-2026');
    const details = await ui.currentDetails();

    expect(await details.getByRole('row').allInnerTexts()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/done\s+Inventory of the KS3 bucket\s+1,200 objects, 600 MiB/),
        expect.stringMatching(/waiting\s+Approval/),
        expect.stringMatching(/pending\s+AccessKey/),
      ]),
    );
    const examples = await details.locator('pre code').allInnerTexts();
    expect(examples.map((example) => JSON.parse(example) as unknown)).toEqual([
      { decision: 'approve', approver: 'YOUR-NAME', comment: 'checked the plan', planDigest },
      { decision: 'reject', approver: 'YOUR-NAME', comment: 'wrong bucket', planDigest },
    ]);
    expect(await details.getByRole('listitem').allInnerTexts()).toContainEqual(
      expect.stringContaining('To OSS bucket photos-2026-oss in cn-beijing'),
    );
    if (process.env['UPDATE_IMAGES'] !== undefined) {
      await ui.photographDetails('docs/images/waiting-for-approval.png');
    }
  });

  it('leaves a run healthy that gets an empty approve, and names it in the details', async () => {
    const handle = await waiting('empty-approve');
    await ui.openRun('empty-approve');
    await ui.chooseSignal('approve');
    await ui.sendSignal('');
    const details = await ui.currentDetails();

    await details.getByText('was not understood: its input is missing').waitFor();
    await details.getByRole('heading', { name: 'Waiting for approval' }).waitFor();
    await ui.waitForStatus('Running');

    await handle.signal('approve', { approver: 'li.wei' });
    expect((await handle.result()).outcome).toBe('prepared');
  });

  it('fails a start without an input visibly, with what to send', async () => {
    // With a workflow type in the link, the form would copy the input of the last run of that type.
    await ui.openStartForm({ taskQueue: TASK_QUEUE });
    await ui.field('Workflow ID').fill('prepare/nothing');
    await ui.field('Workflow Type').fill('prepareMigration');
    await ui.start('');

    await ui.waitForStatus('Failed');
    const failure = await ui.event('Workflow Execution Failed');
    expect(failure).toContain('The input of prepareMigration is not valid; nothing was changed.');
    expect(failure).toContain('input: is missing; for example {"source":{"bucket":"photos"}}');
  });
});

/** A new preparation that waits for an approval. */
async function waiting(workflowId: string) {
  const input = {
    source: { bucket: 'photos' },
    destination: { bucket: `${workflowId}-oss` },
    ramUser: { name: `mgw-${workflowId}` },
  };
  const handle = await rig.prepare(input, workflowId);
  await untilPhase(handle, 'waiting for approval');
  return handle;
}
