import { retrySignal, statusQuery } from '../../contracts/messages';
import { inventoryWorkflowId } from '../../contracts/names';
import type { PreparedResult } from '../../contracts/runs/result';
import type { FaultRule } from '../../standins/core/fault-kinds';
import { Control } from '../rig/control';
import { OWN_KEY, readerTo, untilIn } from '../rig/lifecycle';
import { expectNothingLeft, parkedFor, retryToTheEnd } from '../rig/parked-run';
import {
  approve,
  inputFor,
  startRig,
  until,
  untilPhase,
  type InputParts,
  type PreparationHandle,
  type Rig,
} from '../rig/rig';
import { callerWith, openCredentials } from '../rig/sealed-credentials';

let rig: Rig;
let control: Control;

beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos', synthetic: 'hex:2500' }] });
  control = new Control(rig.standIns);
});

afterEach(async () => {
  await control.clearFaults();
  await control.set('propagation', { userReads: 0 });
  await control.arrange('iam', 'switches', { userReads: 0 });
});
afterAll(() => rig.stop());

function prepare(name: string, more: InputParts = {}): Promise<PreparationHandle> {
  return rig.prepare(inputFor(name, more), `run/${name}`);
}

/** Makes the mark of delivery of a preparation go wrong. */
function faultAtMark(name: string, fault: Pick<FaultRule, 'kind'> & Partial<FaultRule>): Promise<unknown> {
  return control.fault({ service: 'ram', operation: 'UpdateUser', resource: `mgw-${name}`, ...fault });
}

/** How a run ended, once its credentials were tried. */
async function endOf(name: string, handle: PreparationHandle): Promise<string> {
  const result = (await handle.result()) as PreparedResult;
  const { accessKey } = await openCredentials(result, rig.identity);
  expect(await callerWith(accessKey, rig.standIns)).toMatch(new RegExp(`:user/mgw-${name}$`));
  expect((await control.ramUser(`mgw-${name}`))?.comments).toContain(' delivered ');
  return `${result.outcome}, ${(await handle.describe()).status.name}`;
}

describe('a run that is cancelled while it hands over the credentials', () => {
  it('ends as prepared where the mark of delivery is being written', async () => {
    await faultAtMark('marking', { kind: 'latency', latencyMs: 4000 });
    const handle = await prepare('marking');
    await approve(handle);
    await control.untilFired('UpdateUser', 'mgw-marking');
    await handle.cancel();
    expect(await endOf('marking', handle)).toBe('prepared, COMPLETED');
  });

  it('ends as prepared where the mark is written and its answer was lost', async () => {
    await faultAtMark('mark-lost', { kind: 'reset', when: 'after', times: 2 });
    const handle = await prepare('mark-lost');
    await approve(handle);
    await control.untilFired('UpdateUser', 'mgw-mark-lost');
    await handle.cancel();
    expect(await endOf('mark-lost', handle)).toBe('prepared, COMPLETED');
  });

  it('ends as prepared where the mark is written and reading it back needs a retry', async () => {
    const name = 'mark-unread';
    const handle = await prepare(name);
    await untilPhase(handle, 'waiting for approval');
    await faultAtMark(name, { kind: 'latency', latencyMs: 4000 });
    await approve(handle);
    await control.untilFired('UpdateUser', `mgw-${name}`);
    const refused = { kind: 'status', status: 403, code: 'NoPermission', times: 0 } as const;
    await control.fault({ service: 'ram', operation: 'GetUser', resource: `mgw-${name}`, ...refused });
    await parkedFor(handle, 'result', 'RamNoPermission', `RAM user mgw-${name}`);
    expect((await control.ramUser(`mgw-${name}`))?.comments).toContain(' delivered ');
    await control.clearFaults();
    await handle.cancel();
    expect(await endOf(name, handle)).toBe('prepared, COMPLETED');
  });

  it('is undone where it is parked before the mark, and delivers nothing later', async () => {
    const name = 'mark-refused';
    await faultAtMark(name, { kind: 'status', status: 403, code: 'NoPermission', times: 0 });
    const handle = await prepare(name);
    await approve(handle);
    await parkedFor(handle, 'result', 'RamNoPermission', `RAM user mgw-${name}`);
    await control.clearFaults();
    // So that the worker learns of both at once.
    await rig.withoutWorker(async () => {
      await handle.cancel();
      await handle.signal(retrySignal, { by: 'li.wei' });
    });
    await expect(handle.result()).rejects.toThrow('cancelled');
    expect((await handle.describe()).status.name).toBe('CANCELLED');
    await expectNothingLeft(control, name);
  });
});

describe('the clean-up', () => {
  it('of one cloud does not wait for the other', async () => {
    const name = 'one-cloud';
    const reader = readerTo(`${name}-oss`);
    const denied = { kind: 'status', status: 403, code: 'AccessDenied', times: 0 } as const;
    await control.fault({ service: 'iam', operation: 'DeleteAccessKey', resource: reader, ...denied });
    const logon = { service: 'ram', operation: 'CreateLoginProfile', resource: `mgw-${name}` } as const;
    await control.fault({ ...logon, kind: 'latency', latencyMs: 4000 });
    const handle = await prepare(name, OWN_KEY);
    await approve(handle);
    await control.untilFired('CreateLoginProfile', `mgw-${name}`);
    await handle.cancel();
    const { phase } = await untilIn(handle, 'action required');
    expect(phase).toMatchObject({ problem: { type: 'IamNoPermission' } });
    await expectNothingLeft(control, name);
    expect(await control.iamUser(reader)).toBeDefined();

    await control.clearFaults();
    await handle.signal(retrySignal, { by: 'li.wei' });
    await expect(handle.result()).rejects.toThrow('cancelled');
    expect(await control.iamUser(reader)).toBeUndefined();
  });

  it('of one cloud does not wait while the other one is not to be reached', async () => {
    const name = 'one-away';
    const reader = readerTo(`${name}-oss`);
    const away = { service: 'iam', operation: 'DeleteAccessKey', resource: reader, kind: 'reset' } as const;
    await control.fault({ ...away, times: 0 });
    const logon = { service: 'ram', operation: 'CreateLoginProfile', resource: `mgw-${name}` } as const;
    await control.fault({ ...logon, kind: 'latency', latencyMs: 4000 });
    const handle = await prepare(name, OWN_KEY);
    await approve(handle);
    await control.untilFired('CreateLoginProfile', `mgw-${name}`);
    await handle.cancel();
    await until(async () => ((await control.ramUser(`mgw-${name}`)) === undefined ? true : undefined));
    expect(await control.iamUser(reader)).toBeDefined();
    expect((await handle.query(statusQuery)).phase.name).toBe('cleaning up');

    await control.clearFaults();
    await expect(handle.result()).rejects.toThrow('cancelled');
    expect(await control.iamUser(reader)).toBeUndefined();
    await expectNothingLeft(control, name);
  });

  it('removes a RAM user that RAM does not show yet', async () => {
    const name = 'unseen';
    // Longer than the step that makes it looks for it, and shorter than the clean-up does.
    await control.set('propagation', { userReads: 3 });
    const handle = await prepare(name);
    await until(async () => (await control.ramUser(`mgw-${name}`)) && true);
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('cancelled');
    await expectNothingLeft(control, name);
  });

  it('removes a Kingsoft IAM user that IAM does not show yet', async () => {
    const name = 'unseen-reader';
    const reader = readerTo(`${name}-oss`);
    const handle = await prepare(name, OWN_KEY);
    await untilPhase(handle, 'waiting for approval');
    await control.arrange('iam', 'switches', { userReads: 3 });
    await approve(handle);
    await until(async () => (await control.iamUser(reader)) && true);
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('cancelled');
    expect(await control.iamUser(reader)).toBeUndefined();
    await expectNothingLeft(control, name);
  });
});

describe('an inventory that somebody else ends', () => {
  it('parks the preparation, which goes on where it was', async () => {
    const name = 'child-ended';
    const listing = { service: 'ks3', operation: 'ListObjectsV2', resource: 'photos' } as const;
    const sequence = await control.lastSequence();
    // The preflight requests one page, and the inventory has counted one when the others are refused.
    await control.fault({
      ...listing,
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      after: 2,
      times: 0,
    });
    const handle = await prepare(name);
    await parkedFor(handle, 'inventory', 'Ks3AccessDenied', 'KS3 bucket photos');
    await control.clearFaults();
    await control.fault({ ...listing, kind: 'hang', times: 0 });
    await handle.signal(retrySignal, { by: 'li.wei' });
    await control.untilFired('ListObjectsV2', 'photos');
    const child = rig.client.workflow.getHandle(inventoryWorkflowId(handle.workflowId));
    await child.terminate('by mistake');
    const message = await parkedFor(handle, 'inventory', 'ChildRunEnded', `Run ${child.workflowId}`);
    expect(message).toContain('It was terminated.');
    await control.clearFaults();
    const { inventory } = await retryToTheEnd(handle, control);
    expect(inventory.totals.objects).toBe('2500');
    const asked = await control.audit({ since: String(sequence), ...listing });
    const pages = asked.filter(({ status }) => status === 200);
    expect(pages).toHaveLength(1 + inventory.proof.pages);
  });

  it('or whose workflow ID somebody holds, parks the preparation until it is free', async () => {
    const name = 'child-occupied';
    const occupant = await rig.client.workflow.start('anything', {
      workflowId: inventoryWorkflowId(`run/${name}`),
      taskQueue: 'of-somebody-else',
    });
    const handle = await prepare(name);
    const message = await parkedFor(handle, 'inventory', 'ChildRunEnded', `Run ${occupant.workflowId}`);
    expect(message).toContain('Another run holds its workflow ID.');
    await occupant.terminate();
    expect(await retryToTheEnd(handle, control)).toMatchObject({ outcome: 'prepared' });
  });
});
