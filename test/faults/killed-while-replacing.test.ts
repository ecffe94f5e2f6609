import { english } from '../english';
import { say } from '../../presentation/words/words';
import { randomUUID } from 'node:crypto';
import type { revokeCredentials } from '../../workflows';
import {
  confirmWithCode,
  delivered,
  openedKey,
  OWN_KEY,
  readerIn,
  startRevocation,
  startRotation,
  startSourceRotation,
  untilIn,
  type Delivered,
  type RevocationHandle,
  type RotationHandle,
} from '../rig/lifecycle';
import { startProcessRig, type ProcessRig } from '../rig/process-rig';
import { until, type PreparationHandle } from '../rig/rig';
import { callerWith } from '../rig/sealed-credentials';
import { TASK_QUEUE } from '../../contracts/names';

let rig: ProcessRig;
let revoked: Delivered;
let expired: Delivered;
let issuing: Delivered;
let retiring: Delivered;
let revocation: RevocationHandle;
let expiry: RevocationHandle;
let issue: RotationHandle;
let retire: RotationHandle;
let sourceIssue: RotationHandle;
/** The new key of the rotation that is confirmed, opened. */
let confirmed: Record<string, string>;
/** AccessKeys when the worker was gone. */
let sourceAtDeath: readonly { id: string; status: string }[];
let atDeath: Record<string, readonly { id: string; status: string }[]>;

const IAM = { service: 'iam' } as const;
const HANG = { service: 'ram', kind: 'hang', times: 0, when: 'after' } as const;

function prepare(input: unknown, workflowId = `run/${randomUUID()}`): Promise<PreparationHandle> {
  return rig.client.workflow.start('prepareMigration', {
    workflowId,
    taskQueue: TASK_QUEUE,
    args: [input],
  }) as Promise<PreparationHandle>;
}

async function keysOf(userName: string) {
  return (await rig.control.ramUser(userName))?.accessKeys ?? [];
}

async function readerKeys(about: Delivered) {
  return (await rig.control.iamUser(readerIn(about)))?.accessKeys ?? [];
}

/** One worker is killed in the middle of revocations, an expiry and rotations; another one continues. */
beforeAll(async () => {
  rig = await startProcessRig(
    { buckets: [{ name: 'photos', synthetic: 'hex:10' }] },
    { PREP_LIFECYCLE_GRACE: 'none' },
  );
  const { control } = rig;
  const first = rig.startWorker();
  await first.running();
  const about = { prepare };
  [revoked, expired, issuing, retiring] = await Promise.all([
    delivered(about, 'revoked', OWN_KEY),
    delivered(about, 'expired', { credentials: { expireAfter: '15 seconds' } }),
    delivered(about, 'issuing', OWN_KEY),
    delivered(about, 'retiring'),
  ]);
  await Promise.all([
    control.fault({ ...HANG, operation: 'DeleteAccessKey', resource: revoked.userName }),
    control.fault({ ...HANG, operation: 'CreateAccessKey', resource: issuing.userName }),
    control.fault({ ...HANG, operation: 'DeleteAccessKey', resource: retiring.userName }),
    control.fault({ ...HANG, ...IAM, operation: 'CreateAccessKey', resource: readerIn(issuing) }),
  ]);
  revocation = await startRevocation(rig, revoked, OWN_KEY, 'by-hand');
  expiry = rig.client.workflow.getHandle<typeof revokeCredentials>(`revoke/${expired.userName}`);
  issue = await startRotation(rig, issuing);
  sourceIssue = await startSourceRotation(rig, issuing);
  retire = await startRotation(rig, retiring);
  await untilIn(retire, 'waiting');
  confirmed = await confirmWithCode(retire, rig.identity, 'li.wei');
  await until(async () => {
    const calls = await control.audit();
    const reachedBy = (operation: string, userName: string, times: number) =>
      calls.filter((call) => call.operation === operation && call.resource === userName).length >= times;
    const reached = (operation: string, { userName }: Delivered, times: number) =>
      reachedBy(operation, userName, times);
    const all =
      reached('DeleteAccessKey', revoked, 1) &&
      reached('CreateAccessKey', issuing, 2) &&
      reached('DeleteAccessKey', retiring, 1) &&
      reachedBy('CreateAccessKey', readerIn(issuing), 2);
    return all || undefined;
  });
  await first.kill();
  atDeath = {};
  for (const { userName } of [revoked, issuing, retiring]) {
    atDeath[userName] = await keysOf(userName);
  }
  sourceAtDeath = await readerKeys(issuing);
  await control.clearFaults();
  rig.startWorker();
});

afterAll(() => rig.stop());

describe('a worker that is killed', () => {
  it('while it takes credentials back leaves the rest to the next one, and the report misses nothing', async () => {
    expect(atDeath[revoked.userName]).toEqual([]);
    const told = await revocation.result();
    const what = told.removed.map((one) => say('en', one.what));
    expect(what).toContain(`AccessKey ${revoked.result.account.accessKeyId}`);
    expect(what).toContain(`RAM user ${revoked.userName}`);
    expect(await rig.control.ramUser(revoked.userName)).toBeUndefined();
    expect(what).toContain(`AccessKey ${revoked.result.jobForm.source.accessKeyId}`);
    expect(what.at(-1)).toBe(`Kingsoft IAM user ${readerIn(revoked)}`);
    expect(await rig.control.iamUser(readerIn(revoked))).toBeUndefined();
  });

  it('while an expiry is waited for does not make it late', async () => {
    expect(await expiry.result()).toMatchObject({
      outcome: 'revoked',
      preparation: expired.result.preparation,
    });
    expect(await rig.control.ramUser(expired.userName)).toBeUndefined();
    const { expiresAt } = expired.result.credentials;
    const { closeTime } = await expiry.describe();
    expect(closeTime?.getTime() ?? 0).toBeGreaterThanOrEqual(Date.parse(expiresAt ?? ''));
  });

  it('while a new AccessKey is made leaves two keys in the end: the old one and the sealed one', async () => {
    const old = issuing.result.account.accessKeyId;
    expect(atDeath[issuing.userName]).toHaveLength(2);
    await untilIn(issue, 'waiting');
    const fresh = await openedKey(issue, rig.identity);
    expect((await keysOf(issuing.userName)).map(({ id }) => id)).toEqual([old, fresh['accessKeyId']]);
    expect(atDeath[issuing.userName]?.map(({ id }) => id)).not.toContain(fresh['accessKeyId']);
    expect(await callerWith(fresh, rig.standIns)).toMatch(new RegExp(`:user/${issuing.userName}$`));
    await issue.cancel();
    await expect(issue.result()).rejects.toThrow('cancelled');
    expect(await keysOf(issuing.userName)).toEqual([{ id: old, status: 'Active' }]);
  });

  it('while the old AccessKey is removed leaves the new one in use', async () => {
    const told = await retire.result();
    expect(english(told)).toMatchObject({
      outcome: 'rotated',
      removed: [{ what: `AccessKey ${retiring.result.account.accessKeyId}` }],
    });
    expect(await keysOf(retiring.userName)).toEqual([{ id: confirmed['accessKeyId'], status: 'Active' }]);
    expect(await callerWith(confirmed, rig.standIns)).toMatch(new RegExp(`:user/${retiring.userName}$`));
  });

  it('while a new source AccessKey is made leaves two keys in the end: the old one and the sealed one', async () => {
    const [old, lost] = sourceAtDeath;
    expect(sourceAtDeath).toHaveLength(2);
    await untilIn(sourceIssue, 'waiting');
    const fresh = await openedKey(sourceIssue, rig.identity);
    expect((await readerKeys(issuing)).map(({ id }) => id)).toEqual([old?.id, fresh['accessKeyId']]);
    expect(fresh['accessKeyId']).not.toBe(lost?.id);
    await sourceIssue.cancel();
    await expect(sourceIssue.result()).rejects.toThrow('cancelled');
    expect(await readerKeys(issuing)).toEqual([old]);
  });
});
