import type { WorkflowHandle } from '@temporalio/client';
import { english } from '../english';
import { say, sayIn } from '../../presentation/words/words';
import { retrySignal, revokeSignal, statusQuery } from '../../contracts/messages';
import type { AlreadyPreparedResult } from '../../contracts/runs/result';
import { revocationWorkflowId } from '../../contracts/names';
import type { revokeCredentials } from '../../workflows';
import { Control } from '../rig/control';
import { OWN_KEY, delivered, readerIn, startRevocation, untilIn } from '../rig/lifecycle';
import { resetHere } from '../rig/reset-run';
import { approve, inputFor, startRig, type Rig } from '../rig/rig';
import { callerWith, openCredentials } from '../rig/sealed-credentials';

let rig: Rig;
let control: Control;

beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos', synthetic: 'hex:10' }] });
  control = new Control(rig.standIns);
});

afterAll(() => rig.stop());

const NOW = { grace: 'none' };

/** Marks have times to the second, runs to the millisecond. */
function isoTime(time: string | null): string {
  return new Date(time ?? '').toISOString();
}

async function keysOf(userName: string): Promise<unknown> {
  return (await control.ramUser(userName))?.accessKeys;
}

it.concurrent(
  'credentials at their expiry are revoked by themselves, by a run that outlives the preparation, and the result says what went and when',
  async () => {
    const started = Math.floor(Date.now() / 1000) * 1000;
    const { userName, result, preparedBy } = await delivered(rig, 'expiring', {
      credentials: { expireAfter: '20 seconds' },
    });
    expect(result.nextSteps.map(sayIn('en')).join('\n')).toContain(`npx prep revoke --id ${preparedBy}`);
    expect(result.nextSteps.map(sayIn('en')).join('\n')).toContain(`(${revocationWorkflowId(userName)})`);
    const before = await control.ramUser(userName);
    expect(before?.comments).toMatch(/ delivered \S+ until \d{4}-\d\d-\d\dT\S+Z key /);
    const { accessKey } = await openCredentials(result, rig.identity);
    expect(await callerWith(accessKey, rig.standIns)).toMatch(new RegExp(`:user/${userName}$`));

    const revocation = rig.client.workflow.getHandle<typeof revokeCredentials>(
      revocationWorkflowId(userName),
    );
    const waiting = await untilIn(
      revocation,
      'waiting',
      ({ phase }) => 'for' in phase && /expiry/.test(phase.for),
    );
    expect(waiting.phase).toMatchObject({ until: isoTime(result.credentials.expiresAt), person: false });
    expect(waiting.nextAction).toContain('send the `revoke` signal');
    const { steps } = await revocation.query(statusQuery, { language: 'zh' });
    expect(steps.find(({ name }) => name === 'inspect')?.note).toMatch(
      /^LTAI\w+、AliyunOSSFullAccess、.*、控制台登录$/,
    );
    const early = await control.audit({ operation: 'UpdateAccessKey' });
    expect(early.filter(({ resource }) => resource === userName)).toEqual([]);

    // The grace period of ten minutes begins: the key is disabled and can be enabled again.
    await untilIn(revocation, 'waiting', ({ phase }) => 'for' in phase && /grace/.test(phase.for));
    expect(await keysOf(userName)).toEqual([{ id: accessKey['accessKeyId'], status: 'Inactive' }]);
    await expect(callerWith(accessKey, rig.standIns)).rejects.toThrow('InvalidAccessKeyId.');

    await revocation.signal(revokeSignal, { by: 'li.wei', reason: 'done', grace: 'none' });
    const told = await revocation.result();
    expect(told).toMatchObject({
      outcome: 'revoked',
      account: { userName },
      preparation: result.preparation,
      requestedBy: 'li.wei',
      reason: 'done',
      kept: [],
    });
    expect(told.removed.map(({ what }) => say('en', what))).toEqual([
      `AccessKey ${accessKey['accessKeyId']}`,
      `policy AliyunOSSFullAccess of RAM user ${userName}`,
      `policy AliyunMGWFullAccess of RAM user ${userName}`,
      `console logon of RAM user ${userName}`,
      `RAM user ${userName}`,
    ]);
    for (const time of [told.disabledAt, ...told.removed.map(({ at }) => at)]) {
      expect(Date.parse(time ?? '')).toBeGreaterThanOrEqual(started);
      expect(Date.parse(time ?? '')).toBeLessThanOrEqual(Date.now());
    }
    expect(english(told.proof)).toMatchObject([
      { outcome: 'ok', message: expect.stringContaining(`no user ${userName}`) },
    ]);
    expect(await control.ramUser(userName)).toBeUndefined();
  },
);

it.concurrent(
  'credentials at their expiry of a user that was removed by hand and prepared again are those of the later preparation',
  async () => {
    const first = await delivered(rig, 'again', { credentials: { expireAfter: '1 hour' } });
    const revocation = rig.client.workflow.getHandle<typeof revokeCredentials>(
      revocationWorkflowId(first.userName),
    );
    await untilIn(revocation, 'waiting');
    const stranger = 'somebody-removes-by-hand';
    await (await startRevocation(rig, first, NOW, stranger)).result();

    const second = await delivered(rig, 'again', { credentials: { expireAfter: '2 hours' } });
    const status = await untilIn(
      revocation,
      'waiting',
      ({ phase }) => 'until' in phase && phase.until === isoTime(second.result.credentials.expiresAt),
    );
    expect(status.workflowId).toBe(revocationWorkflowId(second.userName));
    await revocation.signal(revokeSignal, NOW);
    expect(await revocation.result()).toMatchObject({
      outcome: 'revoked',
      preparation: second.result.preparation,
    });
    expect(await control.ramUser(second.userName)).toBeUndefined();
  },
);

it.concurrent('credentials at their expiry that have none are not waited for', async () => {
  const { userName, result } = await delivered(rig, 'unasked', { credentials: { expireAfter: '1 hour' } });
  const revocation = rig.client.workflow.getHandle(revocationWorkflowId(userName));
  await untilIn(revocation, 'waiting');
  await cancelled(revocation);
  expect(await keysOf(userName)).toEqual([{ id: result.account.accessKeyId, status: 'Active' }]);
});

it.concurrent('a revocation can be repeated, and finds nothing the second time', async () => {
  const about = await delivered(rig, 'twice');
  const at = 'twice-by-hand';
  expect(await (await startRevocation(rig, about, NOW, at)).result()).toMatchObject({ outcome: 'revoked' });
  const again = await (await startRevocation(rig, about, NOW, at)).result();
  expect(again).toMatchObject({ outcome: 'nothing to revoke', removed: [], kept: [] });
  expect(english(again.summary)).toEqual(['Nothing was changed.']);
});

it.concurrent.each([
  ['by hand', '', 'carries no mark'],
  [
    'by somebody who writes marks by hand',
    'ks3-oss-prep prepare/photos delivered 2026-01-02T03:04:05Z',
    'not made by a worker',
  ],
])('a revocation touches nothing of a user that was made %s, and says so', async (_, comments, why) => {
  const userName = `mgw-foreign-${Math.random().toString(36).slice(2, 8)}`;
  await control.arrange('ram', 'create-user', {
    name: userName,
    comments,
    keys: 1,
    policies: ['AliyunOSSFullAccess'],
    loginPassword: 'Correct-Horse-42',
  });
  const before = await control.ramUser(userName);
  const told = await (await startRevocation(rig, { userName, destination: 'photos-oss' }, NOW)).result();
  expect(english(told)).toMatchObject({
    outcome: 'not revoked',
    removed: [],
    kept: [{ what: `RAM user ${userName}`, why: expect.stringContaining(why) }],
  });
  expect(await control.ramUser(userName)).toEqual(before);
});

it.concurrent('a revocation touches nothing of what another preparation delivered', async () => {
  const about = await delivered(rig, 'not-asked-for');
  const before = await control.ramUser(about.userName);
  const other = { ...about, destination: 'videos-oss' };
  const told = await (await startRevocation(rig, other, NOW, 'another-preparation')).result();
  expect(english(told)).toMatchObject({
    outcome: 'not revoked',
    kept: [{ why: expect.stringContaining(`preparation ${about.result.preparation}`) }],
  });
  expect(await control.ramUser(about.userName)).toEqual(before);
});

/** Cancels a run, and waits until it has ended as cancelled. */
async function cancelled(handle: Pick<WorkflowHandle, 'cancel' | 'result'>): Promise<void> {
  await handle.cancel();
  await expect(handle.result()).rejects.toThrow('cancelled');
}

/** What a run says of its step that disables keys. */
async function disableNote(handle: Pick<WorkflowHandle, 'query'>): Promise<unknown> {
  const { steps } = await handle.query(statusQuery);
  return steps.find(({ name }) => name === 'disable')?.note;
}

it.concurrent('a revocation that is cancelled in its grace period enables the key again', async () => {
  const about = await delivered(rig, 'regretted');
  const handle = await startRevocation(rig, about, {}, 'regretted-by-hand');
  await untilIn(handle, 'waiting');
  const key = about.result.account.accessKeyId;
  expect(await keysOf(about.userName)).toEqual([{ id: key, status: 'Inactive' }]);
  await cancelled(handle);
  expect(await keysOf(about.userName)).toEqual([{ id: key, status: 'Active' }]);
  expect(await disableNote(handle)).toBe(`cancelled: enabled again: ${key}`);
});

it.concurrent(
  'a revocation that is cancelled leaves disabled what somebody had disabled before',
  async () => {
    const about = await delivered(rig, 'leaked');
    const key = about.result.account.accessKeyId;
    await rig.clouds
      .ram()
      .setAccessKeyStatus(about.userName, key ?? '', 'Inactive', new AbortController().signal);
    const handle = await startRevocation(rig, about, {}, 'leaked-by-hand');
    await untilIn(handle, 'waiting');
    await cancelled(handle);
    expect(await keysOf(about.userName)).toEqual([{ id: key, status: 'Inactive' }]);
    expect(await disableNote(handle)).toBe('cancelled');
  },
);

it.concurrent(
  'a revocation that is started again after it was terminated enables the key when cancelled',
  async () => {
    const about = await delivered(rig, 'ended-in-grace');
    const key = about.result.account.accessKeyId;
    const first = await startRevocation(rig, about, {}, 'ended-in-grace-by-hand');
    await untilIn(first, 'waiting');
    await first.terminate();
    expect(await keysOf(about.userName)).toEqual([{ id: key, status: 'Inactive' }]);
    const again = await startRevocation(rig, about, {}, 'ended-in-grace-by-hand');
    await untilIn(again, 'waiting');
    await cancelled(again);
    expect(await keysOf(about.userName)).toEqual([{ id: key, status: 'Active' }]);
  },
);

it.concurrent(
  'a revocation that is cancelled although no answer said what it disabled enables it again',
  async () => {
    const about = await delivered(rig, 'unanswered');
    const key = about.result.account.accessKeyId;
    await control.fault({
      service: 'ram',
      operation: 'UpdateAccessKey',
      resource: about.userName,
      kind: 'status',
      when: 'after',
      status: 403,
      code: 'NoPermission',
    });
    const handle = await startRevocation(rig, about, {}, 'unanswered-by-hand');
    await untilIn(handle, 'action required');
    expect(await keysOf(about.userName)).toEqual([{ id: key, status: 'Inactive' }]);
    await cancelled(handle);
    expect(await keysOf(about.userName)).toEqual([{ id: key, status: 'Active' }]);
    expect(await disableNote(handle)).toBe(`cancelled: enabled again: ${key}`);
  },
);

describe('a revocation that is reset in its grace period', () => {
  const reset = async (name: string) => {
    const about = await delivered(rig, name);
    const first = await startRevocation(rig, about, {}, `${name}-by-hand`);
    await untilIn(first, 'waiting');
    const handle = await resetHere(rig, first);
    await untilIn(handle, 'waiting');
    return { about, handle };
  };

  it('enables the key if it is cancelled', async () => {
    const { about, handle } = await reset('reset-regretted');
    await cancelled(handle);
    const { accessKeyId } = about.result.account;
    expect(await keysOf(about.userName)).toEqual([{ id: accessKeyId, status: 'Active' }]);
  });

  it('takes everything back at its end', async () => {
    const { about, handle } = await reset('reset-ended');
    await handle.signal(revokeSignal, NOW);
    expect(await handle.result()).toMatchObject({ outcome: 'revoked', kept: [] });
    expect(await control.ramUser(about.userName)).toBeUndefined();
  });
});

it.concurrent('a revocation removes nothing that was delivered again while it waited', async () => {
  const first = await delivered(rig, 'redelivered');
  const handle = await startRevocation(rig, first, {}, 'redelivered-by-hand');
  await untilIn(handle, 'waiting');
  await (await startRevocation(rig, first, NOW, 'somebody-removes-redelivered')).result();
  const second = await delivered(rig, 'redelivered');
  await handle.signal(revokeSignal, NOW);
  const told = await handle.result();
  expect(english(told)).toMatchObject({
    outcome: 'not revoked',
    removed: [],
    kept: [{ what: `RAM user ${first.userName}`, why: expect.stringContaining('delivered again at 20') }],
  });
  expect(await keysOf(second.userName)).toEqual([
    { id: second.result.account.accessKeyId, status: 'Active' },
  ]);
});

it.concurrent('a revocation that cannot go on parks, says why, and goes on after retry', async () => {
  const about = await delivered(rig, 'blocked');
  await control.fault({
    service: 'ram',
    operation: 'DeleteUser',
    resource: about.userName,
    kind: 'status',
    status: 409,
    code: 'DeleteConflict.User.Group',
  });
  const handle = await startRevocation(rig, about, NOW, 'blocked-by-hand');
  const { phase, nextAction } = await untilIn(handle, 'action required');
  expect(phase).toMatchObject({ step: 'remove', problem: { type: 'RamRequestRefused' } });
  expect(JSON.stringify(phase)).toContain('while it has: Group');
  expect(nextAction).toContain('retry');
  await handle.signal(retrySignal, { by: 'li.wei' });
  const told = await handle.result();
  // What the first try removed is not missing in the report.
  expect(told.removed.map(({ what }) => say('en', what))).toContain(
    `AccessKey ${about.result.account.accessKeyId}`,
  );
  expect(await control.ramUser(about.userName)).toBeUndefined();
});

it.concurrent('a revocation takes odd messages without stumbling', async () => {
  const about = await delivered(rig, 'odd');
  const handle = await startRevocation(
    rig,
    about,
    { at: new Date(Date.now() + 3_600_000).toISOString() },
    'odd-by-hand',
  );
  await untilIn(handle, 'waiting');
  for (const payload of [7, 'now', { grace: 'a while' }, { By: 'li.wei' }]) {
    await handle.signal(revokeSignal, payload);
  }
  await handle.signal('revokee', {});
  await handle.signal(retrySignal, {});
  const { notices } = await untilIn(handle, 'waiting', (status) => status.notices.length === 5);
  expect(notices.join('\n')).toContain('"revoke" was not understood: grace is not a duration and not "none"');
  expect(notices.join('\n')).toContain('There is no signal "revokee"');
  expect(await keysOf(about.userName)).toEqual([{ id: about.result.account.accessKeyId, status: 'Active' }]);
  await handle.signal(revokeSignal, NOW);
  expect((await handle.result()).outcome).toBe('revoked');
});

it.concurrent('a revocation with a wrong input fails at once with every problem', async () => {
  const handle = await rig.client.workflow.start('revokeCredentials', {
    workflowId: 'wrong',
    taskQueue: 'migration-prep',
    args: [{ source: {}, at: 'tomorrow', graec: '1 hour' }],
  });
  const failure = await handle.result().catch((error: { cause?: unknown }) => error.cause);
  expect(failure).toMatchObject({ type: 'InvalidInput' });
  for (const problem of ['source.bucket: is missing', 'at: is not a time', 'did you mean "grace"?']) {
    expect(String(failure)).toContain(problem);
  }
});

const readerKeys = async (reader: string) => (await control.iamUser(reader))?.accessKeys;
const ended = (phase: RegExp) => (status: { phase: object }) =>
  'for' in status.phase && phase.test(String(status.phase.for));

async function expectNothingAtKingsoft(reader: string): Promise<void> {
  const { users, customPolicies } = await control.iam();
  expect([...users, ...customPolicies].map(({ name }) => name)).not.toContain(reader);
}

it.concurrent(
  'the dedicated AccessKey of the source is revoked at the expiry with the rest, and so are its user and its policy',
  async () => {
    const about = await delivered(rig, 'both', { ...OWN_KEY, credentials: { expireAfter: '4 seconds' } });
    const { userName, result } = about;
    const reader = readerIn(about);
    const [key] = (await readerKeys(reader)) ?? [];
    expect(result.nextSteps.map(sayIn('en')).join('\n')).toContain(
      'including the source AccessKey and its Kingsoft IAM user',
    );
    const revocation = rig.client.workflow.getHandle<typeof revokeCredentials>(
      revocationWorkflowId(userName),
    );
    await untilIn(revocation, 'waiting', ended(/grace/));
    expect(await keysOf(userName)).toEqual([{ id: result.account.accessKeyId, status: 'Inactive' }]);
    expect(await readerKeys(reader)).toEqual([{ id: key?.id, status: 'Inactive' }]);

    await revocation.signal(revokeSignal, NOW);
    const told = await revocation.result();
    expect(told).toMatchObject({ outcome: 'revoked', kept: [] });
    expect(told.removed.map(({ what }) => say('en', what)).slice(-5)).toEqual([
      `RAM user ${userName}`,
      `AccessKey ${key?.id}`,
      `policy ${reader} of Kingsoft IAM user ${reader}`,
      `Kingsoft IAM policy ${reader}`,
      `Kingsoft IAM user ${reader}`,
    ]);
    expect(told.proof.map(({ name }) => say('en', name))).toEqual(['RAM user', 'Kingsoft IAM user']);
    expect(await control.ramUser(userName)).toBeUndefined();
    await expectNothingAtKingsoft(reader);
  },
);

it.concurrent(
  'the dedicated AccessKey of the source is enabled again where the revocation is cancelled in its grace period',
  async () => {
    const about = await delivered(rig, 'both-regretted', OWN_KEY);
    const reader = readerIn(about);
    const handle = await startRevocation(rig, about, OWN_KEY, 'both-by-hand');
    await untilIn(handle, 'waiting');
    const [disabled] = (await readerKeys(reader)) ?? [];
    expect(disabled?.status).toBe('Inactive');
    await cancelled(handle);
    expect(await readerKeys(reader)).toEqual([{ ...disabled, status: 'Active' }]);
    expect(await keysOf(about.userName)).toMatchObject([{ status: 'Active' }]);
  },
);

it.concurrent(
  'the dedicated AccessKey of the source is gone in the end, and reported whole, where answers are lost on the way; a second time finds nothing',
  async () => {
    const about = await delivered(rig, 'both-lost', OWN_KEY);
    const reader = readerIn(about);
    const [key] = (await readerKeys(reader)) ?? [];
    for (const operation of ['UpdateAccessKey', 'DeleteAccessKey', 'DetachUserPolicy', 'DeleteUser']) {
      await control.fault({ service: 'iam', operation, resource: reader, kind: 'reset', when: 'after' });
    }
    const at = 'both-lost-by-hand';
    const revoke = async () => (await startRevocation(rig, about, { ...OWN_KEY, ...NOW }, at)).result();
    expect((await revoke()).removed.map(({ what }) => say('en', what)).slice(-4)).toEqual([
      `AccessKey ${key?.id}`,
      `policy ${reader} of Kingsoft IAM user ${reader}`,
      `Kingsoft IAM policy ${reader}`,
      `Kingsoft IAM user ${reader}`,
    ]);
    await expectNothingAtKingsoft(reader);
    expect(await revoke()).toMatchObject({ outcome: 'nothing to revoke', removed: [], kept: [] });
  },
);

it.concurrent(
  'the dedicated AccessKey of the source holds up nothing else where Kingsoft IAM is not configured any more, and says what to do',
  async () => {
    const about = await delivered(rig, 'both-unconfigured', OWN_KEY);
    const source = { ...OWN_KEY.source, profile: 'gone' };
    const handle = await startRevocation(rig, about, { source, ...NOW }, 'both-unconfigured-by-hand');
    const { phase } = await untilIn(handle, 'action required');
    expect(phase).toMatchObject({
      step: 'remove',
      problem: { type: 'IamNotConfigured', message: expect.stringContaining('source profile gone') },
    });
    expect(await control.ramUser(about.userName)).toBeUndefined();
    await handle.terminate();
    // With the right profile the run resumes at the same point.
    const again = await startRevocation(rig, about, { ...OWN_KEY, ...NOW }, handle.workflowId);
    expect(await again.result()).toMatchObject({ outcome: 'revoked' });
    await expectNothingAtKingsoft(readerIn(about));
  },
);

it.concurrent(
  'the dedicated AccessKey of the source is left alone where the revocation is not told of it, or where it is of another preparation',
  async () => {
    const about = await delivered(rig, 'both-untold', OWN_KEY);
    const reader = readerIn(about);
    const before = await control.iamUser(reader);
    const stranger = { ...about, destination: 'videos-oss' };
    await (await startRevocation(rig, stranger, { ...OWN_KEY, ...NOW }, 'by-stranger')).result();
    await (await startRevocation(rig, about, NOW, 'untold')).result();
    expect(await control.iamUser(reader)).toEqual(before);
  },
);

it.concurrent(
  'a second preparation of a bucket that is prepared issues nothing, and says which credentials there are, until when, and what to do with them',
  async () => {
    const about = await delivered(rig, 'prepared');
    const before = await control.ramUser(about.userName);
    const handle = await rig.prepare(
      {
        source: { bucket: 'photos' },
        destination: { bucket: 'prepared-oss' },
        ramUser: { name: about.userName },
      },
      about.preparedBy,
    );
    const result = (await handle.result()) as AlreadyPreparedResult;
    expect(result).toMatchObject({ outcome: 'already prepared', comparison: { drift: [] } });
    for (const part of [
      `AccessKey ${about.result.account.accessKeyId} (issued `,
      `expire on ${about.result.credentials.expiresAt?.slice(0, 10)}`,
      `npx prep rotate photos --user ${about.userName}`,
      `npx prep revoke photos --user ${about.userName}`,
    ]) {
      expect(say('en', result.summary)).toContain(part);
    }
    expect(await control.ramUser(about.userName)).toEqual(before);
  },
);

it.concurrent(
  'a second preparation of a bucket that is prepared under another workflow ID issues nothing either',
  async () => {
    const about = await delivered(rig, 'other');
    const before = await control.ramUser(about.userName);
    const handle = await rig.prepare({
      source: { bucket: 'photos' },
      destination: { bucket: about.destination },
      ramUser: { name: about.userName },
    });
    expect(await handle.result()).toMatchObject({ outcome: 'already prepared' });
    expect(await control.ramUser(about.userName)).toEqual(before);
  },
);

it.concurrent(
  'a second preparation of a bucket that is prepared to another destination leaves them alone, and says whose they are',
  async () => {
    const about = await delivered(rig, 'elsewhere');
    const before = await control.ramUser(about.userName);
    const handle = await rig.prepare({
      source: { bucket: 'photos' },
      destination: { bucket: 'elsewhere2-oss' },
      ramUser: { name: about.userName },
    });
    const { phase } = await untilIn(handle, 'action required');
    expect(JSON.stringify(phase)).toContain(`names preparation ${about.result.preparation}`);
    expect(await control.ramUser(about.userName)).toEqual(before);
    await handle.cancel();
    await handle.result().catch(() => undefined);
  },
);

describe('access that was made and never delivered', () => {
  /** Prepares up to the AccessKey, whose answer never arrives. */
  async function granting(name: string) {
    const fault = { service: 'ram', operation: 'CreateAccessKey', resource: `mgw-${name}` } as const;
    await control.fault({ ...fault, kind: 'hang', when: 'after', times: 0 });
    const handle = await rig.prepare(inputFor(name), `run/${name}`);
    await approve(handle);
    await control.untilFired('CreateAccessKey', `mgw-${name}`);
    expect(await keysOf(`mgw-${name}`)).toMatchObject([{ status: 'Active' }]);
    return { handle, about: { userName: `mgw-${name}`, destination: `${name}-oss` } };
  }

  afterEach(() => control.clearFaults());

  it('is left alone while the run goes on that made it, and the result says so', async () => {
    const { handle, about } = await granting('at-work');
    const told = await (await startRevocation(rig, about, NOW)).result();
    expect(english(told)).toMatchObject({
      outcome: 'not revoked',
      removed: [],
      kept: [{ what: 'RAM user mgw-at-work', why: expect.stringContaining(handle.workflowId) }],
    });
    await control.clearFaults();
    await handle.cancel();
    await handle.result().catch(() => undefined);
    expect(await control.ramUser(about.userName)).toBeUndefined();
  });

  it('is removed where its run was terminated', async () => {
    const { handle, about } = await granting('terminated');
    const key = (await control.ramUser(about.userName))?.accessKeys[0]?.id;
    await handle.terminate();
    const told = await (await startRevocation(rig, about, NOW)).result();
    expect(told).toMatchObject({ outcome: 'revoked', kept: [] });
    expect(told.removed.map(({ what }) => say('en', what))).toContain(`AccessKey ${key}`);
    expect(await control.ramUser(about.userName)).toBeUndefined();
  });
});
