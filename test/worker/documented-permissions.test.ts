import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { confirmWithCode, startRevocation, startRotation, untilIn } from '../rig/lifecycle';
import { connectClouds } from '../../provisioning/clouds';
import { rejectSignal } from '../../contracts/messages';
import type { NotPreparedResult, PreparedResult } from '../../contracts/runs/result';
import type { Settings } from '../../contracts/settings';
import { approve, inputFor, startRig, untilPhase, type Rig } from '../rig/rig';
import { Control } from '../rig/control';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'configuration.md'), 'utf8');

/** The actions that the page lists for the configured identity. */
const actions = [...new Set(page.match(/(?<=`)(?:ram|oss):[A-Za-z]+(?=`)/g))];

let rig: Rig;
let control: Control;

beforeAll(async () => {
  // An input cannot make the grace period shorter than the configuration says.
  const briefGrace = (settings: Settings) => ({
    ...settings,
    lifecycle: { ...settings.lifecycle, graceMs: 1000 },
  });
  rig = await startRig({ buckets: [{ name: 'photos' }] }, briefGrace);
  control = new Control(rig.standIns);
  await control.arrange('ks3', 'put-objects', { bucket: 'photos', objects: [{ key: 'a.jpg', size: 1 }] });
  await restrictOperator();
});
afterAll(() => rig.stop());

/** Leaves the worker's identity with only the documented actions. */
async function restrictOperator(): Promise<void> {
  const signal = new AbortController().signal;
  const ram = connectClouds(rig.settings).ram();
  const document = JSON.stringify({
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
  });
  await ram.createPolicy('documented', document, 'What docs/configuration.md says', signal);
  await ram.attachPolicy('prep-operator', { name: 'documented', type: 'Custom' }, signal);
  await ram.detachPolicy('prep-operator', { name: 'AdministratorAccess', type: 'System' }, signal);
}

const prepare = (name: string, policies: readonly string[]) =>
  rig.prepare(
    inputFor(name, { destination: { versioning: true, tags: { team: 'media' } }, ramUser: { policies } }),
  );

/** Calls of the configured identity that were refused for want of a permission. */
async function refusals(): Promise<string[]> {
  const entries = await control.audit();
  return entries
    .filter(({ status, caller }) => status === 403 && caller === rig.settings.alibaba.accessKeyId)
    .map(({ service, operation }) => `${service} ${operation}`);
}

it('finds both clouds on the page', () => {
  expect(actions.filter((action) => action.startsWith('ram:')).length).toBeGreaterThan(10);
  expect(actions.filter((action) => action.startsWith('oss:')).length).toBeGreaterThan(5);
});

describe('the documented permissions of the Alibaba identity', () => {
  it.each([
    ['system policies', ['legacy']],
    // In addition to `legacy`, so that the new key may write what the verification writes.
    ['a custom policy that it creates', ['current']],
  ])('are enough for a preparation with %s, from preflight to verification', async (_, policies) => {
    const name = policies.join('-');
    const handle = await prepare(name, policies);
    await approve(handle);

    expect(((await handle.result()) as PreparedResult).outcome).toBe('prepared');
    expect(await refusals()).toEqual([]);
  });

  it('are enough to replace an AccessKey and to take everything back', async () => {
    const about = { userName: 'mgw-legacy', destination: 'legacy-oss' };
    const rotation = await startRotation(rig, about);
    await untilIn(rotation, 'waiting');
    await confirmWithCode(rotation, rig.identity);
    expect((await rotation.result()).outcome).toBe('rotated');
    const revocation = await startRevocation(rig, about, { grace: '1 second' }, 'by-hand');
    expect((await revocation.result()).outcome).toBe('revoked');
    expect(await refusals()).toEqual([]);
  });

  it('are enough to remove what a rejected preparation made', async () => {
    const handle = await prepare('rejected', ['legacy']);
    await untilPhase(handle, 'waiting for approval');
    await handle.signal(rejectSignal, { approver: 'li.wei', reason: 'no' });

    const { undo } = (await handle.result()) as NotPreparedResult;
    expect(undo.removed.length).toBeGreaterThan(0);
    expect(undo.kept).toEqual([]);
    expect(await refusals()).toEqual([]);
  });
});
