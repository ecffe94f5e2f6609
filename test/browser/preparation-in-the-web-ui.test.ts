import { planQuery, statusQuery } from '../../contracts/messages';
import type { Browser } from 'playwright-core';
import { TASK_QUEUE } from '../../contracts/names';
import type { PreparedResult } from '../../contracts/runs/result';
import { freePort } from '../../demo/free-ports';
import type { prepareMigration } from '../../workflows';
import { Control } from '../rig/control';
import { inputFor, startRig, until, untilPhase, type PreparationHandle, type Rig } from '../rig/rig';
import { describeInBrowser, launchChromium, newPage } from './chromium';
import { asLiWei, TemporalWebUi } from './temporal-web-ui';

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
    rig = await startRig({ buckets: [{ name: 'photos' }, { name: 'albums' }] }, undefined, uiPort);
    for (const bucket of ['photos', 'albums']) {
      await new Control(rig.standIns).arrange('ks3', 'put-objects', {
        bucket,
        objects: Array.from({ length: 1200 }, (_, n) => ({ key: `p/${n}.jpg`, size: 512 * 1024 })),
      });
    }
  });

  afterAll(async () => {
    await browser?.close();
    await rig?.stop();
  });

  beforeEach(async () => {
    ui = new TemporalWebUi(await newPage(browser), address);
  });

  it('takes one bucket from mistakes in the form to a result, and to a schedule', async () => {
    const rejected = async (form: Form) => {
      await submit(form);
      await ui.waitForStatus('Failed');
      return ui.event('Workflow Execution Failed');
    };
    const form: Form = {
      workflowId: 'prepare/albums',
      type: 'prepareMigration',
      input: '{"source":{"bucket":"albums"}}',
    };
    expect(await rejected({ ...form, type: 'prepareMigratoin' })).toContain(
      `Did you mean prepareMigration, with an input such as ${form.input}?`,
    );
    expect(await rejected({ ...form, input: '' })).toContain(`input: is missing; for example ${form.input}`);
    const encoded = await rejected({ ...form, encoding: 'json/protobuf' });
    expect(encoded).toContain('its encoding is json/protobuf, and only json/plain is read');
    expect(encoded).toContain(`for example ${form.input}`);
    expect(encoded).not.toContain('is not a known field');
    const other = await rejected({ ...form, input: '{"source":{"bucket":"photos"}}' });
    expect(other).toContain('"photos" is not the bucket that the workflow ID "prepare/albums" names');
    expect(other).toContain(`for example ${form.input}`);

    await submit(form);
    const handle = rig.client.workflow.getHandle<typeof prepareMigration>(form.workflowId);
    await untilPhase(handle, 'waiting for approval');
    const waitingRuns = '`PrepPhase`="waiting for approval" AND `ExecutionStatus`="Running"';
    await found(waitingRuns, form.workflowId);

    const control = new Control(rig.standIns);
    await control.fault({
      service: 'ram',
      operation: 'AttachPolicyToUser',
      kind: 'status',
      status: 403,
      code: 'NoPermission',
      times: 0,
    });
    await ui.openRun(form.workflowId);
    const plan = await ui.currentDetails();
    const decision = await plan.locator('pre code').first().innerText();
    await ui.sendUpdate('decide', asLiWei(decision));

    await parkedAt(handle, 'grant');
    await found('`PrepActionRequired`=true', form.workflowId);
    await ui.openRun(form.workflowId);
    const problem = await ui.currentDetails();
    await problem.getByRole('heading', { name: 'Action required' }).waitFor();
    await control.clearFaults();
    await ui.chooseSignal('retry');
    await ui.sendSignal(asLiWei(await problem.locator('pre code').first().innerText()));

    await ui.waitForStatus('Completed');
    await ui.openRun(form.workflowId);
    await ui.waitForText('KS3 bucket albums is ready to be migrated');
    const result = (await handle.result()) as PreparedResult;
    expect(result.approvedBy).toMatchObject([{ decision: 'approve', via: 'update' }]);
    const ended = '`PrepBucket`="albums" AND `PrepPhase`="prepared"';
    await found(ended, form.workflowId);

    await ui.createSchedule('albums-daily', form.workflowId, form.input);
    await ui.triggerSchedule('albums-daily');
    const scheduled = '`PrepBucket`="albums" AND `PrepPhase`="already prepared"';
    const fired = await found(scheduled, `${form.workflowId}-20`);
    await ui.openRun(fired);
    await ui.waitForStatus('Completed');
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
    await ui.sendSignal(asLiWei(/\{.*\}/s.exec(described)?.[0] ?? ''));

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
    await details.getByText('npx prep report --id photos-2026').waitFor();
    const queries = details.getByRole('link', { name: 'Queries' });
    expect(await queries.getAttribute('href')).toMatch(
      /\/namespaces\/default\/workflows\/photos-2026\/[0-9a-f-]{36}\/query$/,
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
});

/** What somebody fills into the form Start Workflow. */
interface Form {
  readonly workflowId: string;
  readonly type: string;
  readonly input: string;
  readonly encoding?: 'json/plain' | 'json/protobuf';
}

async function submit({ workflowId, type, input, encoding }: Form): Promise<void> {
  // With a workflow type in the link, the form would copy the input of the last run of that type.
  await ui.openStartForm({ taskQueue: TASK_QUEUE });
  await ui.field('Workflow ID').fill(workflowId);
  await ui.field('Workflow Type').fill(type);
  await ui.start(input, encoding);
}

async function parkedAt(handle: PreparationHandle, step: string): Promise<void> {
  await until(async () => {
    const { phase } = await handle.query(statusQuery);
    return (phase.name === 'action required' && phase.step === step) || undefined;
  });
}

/** The ID of the run that a query finds and whose ID begins so; waits until the list of the Web UI shows it. */
async function found(query: string, begins: string): Promise<string> {
  const workflowId = await until(async () => {
    for await (const one of rig.client.workflow.list({ query })) {
      if (one.workflowId.startsWith(begins)) {
        return one.workflowId;
      }
    }
    return undefined;
  });
  await ui.findRun(query, workflowId);
  return workflowId;
}

/** A new preparation that waits for an approval. */
async function waiting(workflowId: string) {
  const handle = await rig.prepare(inputFor(workflowId), workflowId);
  await untilPhase(handle, 'waiting for approval');
  return handle;
}
