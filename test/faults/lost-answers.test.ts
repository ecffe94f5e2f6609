import { MARK_TAG } from '../../provisioning/trust/mark';
import { rejectSignal, retrySignal } from '../../contracts/messages';
import type { PreparedResult } from '../../contracts/runs/result';
import type { FaultRule } from '../../standins/core/fault-kinds';
import { Control } from '../rig/control';
import { approve, inputFor, startRig, until, untilPhase, type PreparationHandle, type Rig } from '../rig/rig';
import { callerWith, openCredentials } from '../rig/sealed-credentials';

/** Calls that change something on the way to a result, in their order. */
const CHANGES = [
  ['oss', 'PutBucket'],
  ['oss', 'PutBucketTagging'],
  ['oss', 'PutBucketEncryption'],
  ['oss', 'PutBucketPublicAccessBlock'],
  ['ram', 'CreateUser'],
  ['ram', 'AttachPolicyToUser'],
  ['ram', 'CreateLoginProfile'],
  ['ram', 'CreateAccessKey'],
  ['ram', 'UpdateUser'],
] as const;

/** Each change once with its answer lost and once with the call itself lost, and two keys lost in a row. */
const LOSSES = [
  ...CHANGES.flatMap((change) => [[...change, 'after', 1] as const, [...change, 'before', 1] as const]),
  ['ram', 'CreateAccessKey', 'after', 2] as const,
].map(([service, operation, when, times], number) => ({
  service,
  operation,
  when,
  times,
  what: when === 'after' ? 'answer' : 'call',
  name: `lost-${number}`,
}));

let rig: Rig;
let control: Control;
let keysOfCaller: unknown;
const preparations = new Map<string, PreparationHandle>();

/** All run at the same time, each with its own bucket and user. */
beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos', synthetic: 'hex:10' }] });
  control = new Control(rig.standIns);
  keysOfCaller = await rootAccessKeys();
  for (const { service, operation, when, times, name } of LOSSES) {
    await control.fault({
      service,
      operation,
      when,
      times,
      kind: 'reset',
      resource: resourceOf(service, name),
    });
    preparations.set(name, await rig.prepare(inputFor(name)));
  }
});

afterAll(() => rig.stop());

function resourceOf(service: 'oss' | 'ram', name: string): string {
  return service === 'ram' ? `mgw-${name}` : `${name}-oss`;
}

async function rootAccessKeys(): Promise<unknown> {
  return ((await control.arrange('ram', 'state')) as { rootAccessKeys: unknown }).rootAccessKeys;
}

const bucketOf = (name: string) => control.ossBucket(resourceOf('oss', name));

/** How often a call took effect. */
async function effects(operation: string, resource: string): Promise<number> {
  const calls = await control.audit({ operation });
  return calls.filter((call) => call.resource === resource && call.effect !== undefined).length;
}

async function untilFaultFired(rule: Pick<FaultRule, 'operation' | 'resource'>): Promise<void> {
  await until(async () => {
    const faults = await control.faults();
    const fault = faults.find(
      ({ operation, resource }) => operation === rule.operation && resource === rule.resource,
    );
    return (fault?.fired ?? 0) > 0 || undefined;
  });
}

describe('a preparation ends with exactly what was asked for', () => {
  it.concurrent.each(LOSSES)(
    'where the $what of $operation is lost (times: $times)',
    async ({ service, operation, when, times, name }) => {
      const handle = preparations.get(name) as PreparationHandle;
      await approve(handle);
      const result = (await handle.result()) as PreparedResult;

      const faults = await control.faults();
      const fault = faults.find((one) => one.resource === resourceOf(service, name));
      expect(fault).toMatchObject({ operation, when, fired: times });

      // One user, marked and delivered, with one key and one logon, which are the sealed ones.
      const { accessKey, logon } = await openCredentials(result, rig.identity);
      const userName = resourceOf('ram', name);
      const user = await control.ramUser(userName);
      const delivered = `ks3-oss-prep ${result.preparation} delivered `;
      expect(user?.comments).toContain(delivered);
      expect(user?.accessKeys).toEqual([{ id: accessKey['accessKeyId'], status: 'Active' }]);
      expect([...(user?.policies ?? [])].sort()).toEqual(['AliyunMGWFullAccess', 'AliyunOSSFullAccess']);
      expect(await callerWith(accessKey, rig.standIns)).toMatch(new RegExp(`:user/${userName}$`));
      expect(
        await control.arrange('ram', 'check-password', { userName, password: logon['password'] }),
      ).toEqual({ matches: true });
      expect(await effects('CreateUser', userName)).toBe(1);

      // One bucket, marked, with the requested settings.
      expect(await bucketOf(name)).toMatchObject({
        tags: { [MARK_TAG]: expect.stringContaining(delivered) },
        acl: 'private',
        encryption: 'AES256',
        blockPublicAccess: true,
      });
      expect(await effects('PutBucket', resourceOf('oss', name))).toBe(1);

      // None of it went to the identity that provisions.
      expect(await rootAccessKeys()).toEqual(keysOfCaller);
    },
  );
});

it('a bucket whose creation was not answered is still known after a person fixed what came between', async () => {
  const name = 'parked';
  const resource = resourceOf('oss', name);
  const oss = { service: 'oss', resource } as const;
  await control.fault({ ...oss, operation: 'PutBucket', kind: 'reset', when: 'after' });
  const refused = { kind: 'status', status: 403, code: 'InvalidAccessKeyId', times: 0 } as const;
  // The preflight and the step look before, and the step when the answer was lost.
  await control.fault({ ...oss, operation: 'GetBucketInfo', ...refused, after: 2 });
  const handle = await rig.prepare(inputFor(name));
  await untilPhase(handle, 'action required');
  expect(await bucketOf(name)).toMatchObject({ tags: {} });
  await control.clearFaults();
  await handle.signal(retrySignal, { by: 'li.wei' });
  await untilPhase(handle, 'waiting for approval');
  expect(await bucketOf(name)).toMatchObject({ tags: { [MARK_TAG]: expect.any(String) } });
  expect(await effects('PutBucket', resource)).toBe(1);
  await handle.signal(rejectSignal, { approver: 'li.wei' });
  expect(await handle.result()).toMatchObject({ outcome: 'rejected' });
  expect(await bucketOf(name)).toBeUndefined();
});

describe('a preparation that cleans up leaves nothing', () => {
  async function expectNothingLeft(name: string): Promise<void> {
    expect(await control.ramUser(resourceOf('ram', name))).toBeUndefined();
    expect(await bucketOf(name)).toBeUndefined();
  }

  it.concurrent.each(['DeleteUser', 'DeleteBucket'])('where the answer of %s is lost', async (operation) => {
    const service = operation === 'DeleteUser' ? 'ram' : 'oss';
    const name = `undo-${service}`;
    await control.fault({
      service,
      operation,
      resource: resourceOf(service, name),
      kind: 'reset',
      when: 'after',
    });
    const handle = await rig.prepare(inputFor(name));
    await untilPhase(handle, 'waiting for approval');
    await handle.signal(rejectSignal, { approver: 'li.wei' });
    expect(await handle.result()).toMatchObject({ outcome: 'rejected' });
    await untilFaultFired({ operation, resource: resourceOf(service, name) });
    await expectNothingLeft(name);
  });

  it.concurrent.each([
    ['oss', 'PutBucket'],
    ['ram', 'CreateUser'],
  ] as const)('when it is cancelled while %s has not carried out %s yet', async (service, operation) => {
    const name = `slow-${service}`;
    const resource = resourceOf(service, name);
    await control.fault({ service, operation, resource, kind: 'latency', latencyMs: 5000 });
    const handle = await rig.prepare(inputFor(name));
    await untilFaultFired({ operation, resource });
    expect(await effects(operation, resource)).toBe(0);

    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('cancelled');
    expect(await effects(operation, resource)).toBe(1);
    await expectNothingLeft(name);
  });

  it.concurrent(
    'when the answer of PutBucket is lost and it is cancelled before it can try again',
    async () => {
      const name = 'unmarked';
      const resource = resourceOf('oss', name);
      await control.fault({ service: 'oss', operation: 'PutBucket', resource, kind: 'reset', when: 'after' });
      const handle = await rig.prepare(inputFor(name));
      await untilFaultFired({ operation: 'PutBucket', resource });
      await handle.cancel();
      await expect(handle.result()).rejects.toThrow('cancelled');
      expect(await effects('PutBucket', resource)).toBe(1);
      await expectNothingLeft(name);
    },
  );

  it.concurrent('when it is cancelled while the answer of CreateAccessKey never comes', async () => {
    const name = 'hung';
    const resource = resourceOf('ram', name);
    await control.fault({
      service: 'ram',
      operation: 'CreateAccessKey',
      resource,
      kind: 'hang',
      when: 'after',
    });
    for (const operation of ['DeleteAccessKey', 'DetachPolicyFromUser', 'DeleteLoginProfile']) {
      await control.fault({ service: 'ram', operation, resource, kind: 'reset', when: 'after' });
    }
    const handle = await rig.prepare(inputFor(name));
    await approve(handle);
    await untilFaultFired({ operation: 'CreateAccessKey', resource });
    expect((await control.ramUser(resource))?.accessKeys).toHaveLength(1);

    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('cancelled');
    expect((await handle.describe()).status.name).toBe('CANCELLED');
    await expectNothingLeft(name);
    expect(await effects('CreateAccessKey', resource)).toBe(1);
  });
});
