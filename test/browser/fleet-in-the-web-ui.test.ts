import type { Browser } from 'playwright-core';
import { approveSignal, fleetQuery, planQuery } from '../../contracts/messages';
import { fleetWorkflowId, preparationWorkflowId, TASK_QUEUE } from '../../contracts/names';
import { freePort } from '../../demo/free-ports';
import { Control } from '../rig/control';
import { startRig, until, type Rig } from '../rig/rig';
import { describeInBrowser, launchChromium, newPage } from './chromium';
import { asLiWei, TemporalWebUi } from './temporal-web-ui';

let browser: Browser;
let rig: Rig;
let ui: TemporalWebUi;

describeInBrowser('a fleet in the Temporal Web UI', () => {
  beforeAll(async () => {
    browser = await launchChromium();
    const uiPort = await freePort();
    rig = await startRig(
      { buckets: ['photos-1', 'photos-2'].map((name) => ({ name, synthetic: 'hex:20' })) },
      undefined,
      uiPort,
    );
    ui = new TemporalWebUi(await newPage(browser), `http://127.0.0.1:${uiPort}`);
  });

  afterAll(async () => {
    await browser?.close();
    await rig?.stop();
  });

  it('is refused with every problem and its place, if its input is wrong', async () => {
    await ui.openStartForm({ taskQueue: TASK_QUEUE, workflowType: 'prepareMigrations' });
    await ui.field('Workflow ID').fill('batch/wrong');
    await ui.start('{"buckets":["photos-1",{"source":{"bucket":"photos-2","prefx":"a/"}}]}');
    await ui.waitForStatus('Failed');
    const failure = await ui.event('Workflow Execution Failed');
    expect(failure).toContain('The input of prepareMigrations is not valid; nothing was changed.');
    expect(failure).toContain('buckets.1.source.prefx: is not a known field; did you mean');
  });

  it('is started with a pattern, leads with what needs a person, takes retry, and ends', async () => {
    const control = new Control(rig.standIns);
    await control.fault({
      service: 'ks3',
      resource: 'photos-2',
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      times: 0,
    });
    await ui.openStartForm({ taskQueue: TASK_QUEUE });
    await ui.field('Workflow ID').fill('batch/photos');
    await ui.field('Workflow Type').fill('prepareMigrations');
    await ui.start('{"match":["photos-*"]}');
    const fleet = rig.client.workflow.getHandle(fleetWorkflowId('photos'));
    const reached = (wanted: string) =>
      until(async () => {
        const page = await fleet.query(fleetQuery).catch(() => null);
        return JSON.stringify(page?.counts) === wanted || undefined;
      });
    await reached('{"action required":1,"waiting for approval":1}');

    await ui.openRun('batch/photos');
    const details = await ui.currentDetails();
    await details.getByText('1 preparation requires an action').waitFor();
    const link = details.getByRole('link', { name: 'photos-2' });
    expect(await link.getAttribute('href')).toContain('/namespaces/default/workflows/prepare%2Fphotos-2');

    await control.clearFaults();
    const described = await ui.chooseSignal('retry');
    await ui.sendSignal(asLiWei(/\{.*\}/s.exec(described)?.[0] ?? ''));
    await reached('{"waiting for approval":2}');
    for (const bucket of ['photos-1', 'photos-2']) {
      const preparation = rig.client.workflow.getHandle(preparationWorkflowId(bucket));
      const planDigest = (await preparation.query(planQuery))?.digest;
      await preparation.signal(approveSignal, { approver: 'li.wei', planDigest });
    }
    await fleet.signal('look');
    await ui.waitForStatus('Completed');
  });
});
