import type { Browser } from 'playwright-core';
import { TASK_QUEUE } from '../../contracts/names';
import type { MigratedResult } from '../../contracts/migration/migration';
import { freePort } from '../../demo/free-ports';
import type { migrateBucket } from '../../workflows';
import { MigrationRig, KEYS } from '../rig/migration';
import { startRig, untilPhase, type Rig } from '../rig/rig';
import { describeInBrowser, launchChromium, newPage } from './chromium';
import { TemporalWebUi } from './temporal-web-ui';

let browser: Browser;
let rig: Rig;
let world: MigrationRig;
let ui: TemporalWebUi;

describeInBrowser('a migration in the Temporal Web UI', () => {
  beforeAll(async () => {
    browser = await launchChromium();
    const uiPort = await freePort();
    rig = await startRig(
      {},
      (settings) => ({ ...settings, migration: { ...settings.migration, watchEveryMs: 20 } }),
      uiPort,
    );
    world = await MigrationRig.over(rig, 'photos');
    await world.prepared('2026');
    ui = new TemporalWebUi(await newPage(browser), `http://127.0.0.1:${uiPort}`);
  });

  afterAll(async () => {
    await browser?.close();
    await rig?.stop();
  });

  it('goes from mistakes in the form to a launch that is approved there, and to two sides that agree', async () => {
    const workflowId = 'migrate/photos';
    const input = {
      source: { bucket: 'photos' },
      preparation: { workflowId: 'prepare/photos/2026' },
    };
    const rejected = async (wrong: object) => {
      await submit(workflowId, wrong);
      await ui.waitForStatus('Failed');
      return ui.event('Workflow Execution Failed');
    };
    expect(await rejected({ ...input, rouds: { every: '6 hours' } })).toContain(
      'rouds: is not a known field; did you mean "rounds"?',
    );
    expect(await rejected({ source: { bucket: 'albums' } })).toContain(
      '"albums" is not the bucket that the workflow ID "migrate/photos" names',
    );
    expect(await world.copied('2026')).toEqual([]);

    await submit(workflowId, input);
    const handle = rig.client.workflow.getHandle<typeof migrateBucket>(workflowId);
    await untilPhase(handle, 'waiting for approval');
    expect(await world.copied('2026')).toEqual([]);
    await ui.openRun(workflowId);
    const plan = await ui.currentDetails();
    const decision = await plan.locator('pre code').first().innerText();
    await ui.sendUpdate('decide', decision.replace('YOUR-NAME', 'wang.fang'));

    await ui.waitForStatus('Completed');
    await ui.openRun(workflowId);
    const ended = await ui.currentDetails();
    await ended.getByText(`${KEYS.length} objects`).first().waitFor();
    const result = (await handle.result()) as MigratedResult;
    expect(result).toMatchObject({
      outcome: 'migrated',
      approvedBy: [{ decision: 'approve', approver: 'wang.fang', via: 'update' }],
      verification: { identical: true },
    });
    expect(await world.copied('2026')).toEqual(KEYS);
  });
});

async function submit(workflowId: string, input: object): Promise<void> {
  // With a workflow type in the link, the form would copy the input of the last run of that type.
  await ui.openStartForm({ taskQueue: TASK_QUEUE });
  await ui.field('Workflow ID').fill(workflowId);
  await ui.field('Workflow Type').fill('migrateBucket');
  await ui.start(JSON.stringify(input));
}
