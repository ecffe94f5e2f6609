import { english } from '../english';
import { say } from '../../presentation/words/words';
import {
  confirmSignal,
  confirmUpdate,
  retrySignal,
  revokeSignal,
  sealedQuery,
  statusQuery,
} from '../../contracts/messages';
import { revocationWorkflowId } from '../../contracts/names';
import type { revokeCredentials } from '../../workflows';
import { Control } from '../rig/control';
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
} from '../rig/lifecycle';
import { startRig, until, type Rig } from '../rig/rig';
import { callerWith, openCredentials } from '../rig/sealed-credentials';

let rig: Rig;
let control: Control;

/** A rotation can only lengthen the configured grace period; here it is none. */
beforeAll(async () => {
  rig = await startRig({ buckets: [{ name: 'photos', synthetic: 'hex:10' }] }, (settings) => ({
    ...settings,
    lifecycle: { ...settings.lifecycle, graceMs: 0 },
  }));
  control = new Control(rig.standIns);
});

afterAll(() => rig.stop());

async function keysOf(userName: string): Promise<unknown> {
  return (await control.ramUser(userName))?.accessKeys;
}

async function readerKeys(reader: string) {
  return (await control.iamUser(reader))?.accessKeys;
}

describe('a rotation', () => {
  it.concurrent('ends with the new key, sealed and in use, and never lets nobody in', async () => {
    const about = await delivered(rig, 'rotated');
    const { userName } = about;
    const old = (await openCredentials(about.result, rig.identity)).accessKey;
    const handle = await startRotation(rig, about);
    const waiting = await untilIn(handle, 'waiting');
    expect(waiting.phase).toMatchObject({ for: 'the confirmation of the new AccessKey', person: true });
    const inChinese = await handle.query(statusQuery, { language: 'zh' });
    expect(inChinese.phase).toMatchObject({ for: '确认新的 AccessKey', person: true });
    expect(inChinese.nextAction).toMatch(/AccessKey.*confirm/);

    // Both work: the recipient changes over while neither is missing.
    const sealed = await handle.query(sealedQuery);
    const fresh = await openedKey(handle, rig.identity);
    expect(await callerWith(old, rig.standIns)).toMatch(new RegExp(`:user/${userName}$`));
    expect(await callerWith(fresh, rig.standIns)).toMatch(new RegExp(`:user/${userName}$`));
    expect(await keysOf(userName)).toEqual([
      { id: old['accessKeyId'], status: 'Active' },
      { id: fresh['accessKeyId'], status: 'Active' },
    ]);

    await confirmWithCode(handle, rig.identity, 'wang.fang');
    const told = await handle.result();
    expect(english(told)).toMatchObject({
      outcome: 'rotated',
      account: { userName, accessKeyId: fresh['accessKeyId'] },
      sealedCredentials: sealed?.sealedCredentials,
      confirmedBy: 'wang.fang',
      removed: [{ what: `AccessKey ${old['accessKeyId']}` }],
    });
    expect(told.proof.map(({ message }) => say('en', message)).join('\n')).toContain(
      'can read and write OSS bucket rotated-oss',
    );
    expect(await keysOf(userName)).toEqual([{ id: fresh['accessKeyId'], status: 'Active' }]);
    await expect(callerWith(old, rig.standIns)).rejects.toThrow('InvalidAccessKeyId.');
    // The delivery is the same: at its expiry it is revoked, including the new key.
    const revocation = rig.client.workflow.getHandle<typeof revokeCredentials>(
      revocationWorkflowId(userName),
    );
    await revocation.signal(revokeSignal, { grace: 'none' });
    expect((await revocation.result()).removed.map(({ what }) => say('en', what))).toContain(
      `AccessKey ${fresh['accessKeyId']}`,
    );
  });

  it.concurrent.each(['at once', 'in its grace period'])(
    'whose disabling of the old key was not answered enables it again where it is cancelled %s',
    async (when) => {
      const about = await delivered(rig, `unanswered-${when.replaceAll(' ', '-')}`);
      const { userName } = about;
      const old = about.result.account.accessKeyId;
      const fault = { service: 'ram', operation: 'UpdateAccessKey', resource: userName } as const;
      await control.fault({ ...fault, kind: 'status', status: 403, code: 'NoPermission', when: 'after' });
      const handle = await startRotation(rig, about, { grace: '10 minutes' });
      await untilIn(handle, 'waiting');
      await confirmWithCode(handle, rig.identity, 'wang.fang');
      await untilIn(handle, 'action required');
      expect(await keysOf(userName)).toMatchObject([{ id: old, status: 'Inactive' }, { status: 'Active' }]);
      if (when !== 'at once') {
        await handle.signal(retrySignal, { by: 'li.wei' });
        await untilIn(handle, 'waiting', ({ phase }) => 'for' in phase && /grace/.test(phase.for));
      }
      await handle.cancel();
      await expect(handle.result()).rejects.toThrow('cancelled');
      expect(await keysOf(userName)).toMatchObject([{ id: old, status: 'Active' }, { status: 'Active' }]);
    },
  );

  it.concurrent('that is not confirmed in time leaves the old key alone', async () => {
    const about = await delivered(rig, 'unconfirmed');
    const { accessKeyId } = about.result.account;
    const handle = await startRotation(rig, about, { confirmWithin: '1 second' });
    expect(english(await handle.result())).toMatchObject({
      outcome: 'not confirmed',
      account: { accessKeyId },
      sealedCredentials: { accessKey: null },
      removed: [{ what: expect.stringMatching(/^AccessKey LTAI/) }],
    });
    expect(await keysOf(about.userName)).toEqual([{ id: accessKeyId, status: 'Active' }]);
  });

  it.concurrent('that is confirmed with a wrong code changes nothing, and says so', async () => {
    const about = await delivered(rig, 'wrong-code');
    const handle = await startRotation(rig, about);
    await untilIn(handle, 'waiting');
    const before = await control.ramUser(about.userName);
    await handle.signal(confirmSignal, { by: 'mallory', code: 'guessed' });
    const { notices } = await untilIn(handle, 'waiting', (status) => status.notices.length === 1);
    expect(notices[0]).toContain('"confirm" from mallory does not count');
    await handle.signal(confirmSignal, { by: 'mallory' });
    await untilIn(handle, 'waiting', (status) => status.notices.length === 2);
    const guess = handle.executeUpdate(confirmUpdate, { args: [{ by: 'mallory', code: 'guessed again' }] });
    await expect(guess).rejects.toMatchObject({
      cause: { message: expect.stringContaining('The code is not') },
    });
    expect(await control.ramUser(about.userName)).toEqual(before);

    const { confirmationCode, accessKeyId } = await openedKey(handle, rig.identity);
    const args: [unknown] = [{ by: 'wang.fang', code: confirmationCode }];
    expect(await handle.executeUpdate(confirmUpdate, { args })).toMatchObject({ accepted: true });
    expect(await handle.result()).toMatchObject({ outcome: 'rotated', account: { accessKeyId } });
  });

  it.concurrent('that is confirmed while the new key is withdrawn says what is true', async () => {
    const about = await delivered(rig, 'too-late');
    const { userName } = about;
    const old = about.result.account.accessKeyId;
    const fault = { service: 'ram', operation: 'DeleteAccessKey', resource: userName } as const;
    await control.fault({ ...fault, kind: 'latency', latencyMs: 5000 });
    const handle = await startRotation(rig, about, { confirmWithin: '5 seconds' });
    // Whether it still waits or withdraws the key already.
    await until(async () => (await handle.query(sealedQuery)) ?? undefined);
    const { confirmationCode: code } = await openedKey(handle, rig.identity);
    await control.untilFired('DeleteAccessKey', userName);
    await handle.signal(confirmSignal, { by: 'wang.fang', code });
    const late = handle.executeUpdate(confirmUpdate, { args: [{ by: 'wang.fang', code }] });
    await expect(late).rejects.toBeDefined();
    expect(await handle.result()).toMatchObject({
      outcome: 'not confirmed',
      account: { accessKeyId: old },
      confirmedBy: null,
      sealedCredentials: { accessKey: null },
    });
    expect(await keysOf(userName)).toEqual([{ id: old, status: 'Active' }]);
  });

  it.concurrent('that is cancelled leaves the old key alone', async () => {
    const about = await delivered(rig, 'abandoned');
    const handle = await startRotation(rig, about, { confirmWithin: '1 hour' });
    await untilIn(handle, 'waiting');
    expect(await keysOf(about.userName)).toHaveLength(2);
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('cancelled');
    expect(await keysOf(about.userName)).toEqual([
      { id: about.result.account.accessKeyId, status: 'Active' },
    ]);
  });

  it.concurrent('whose new key vanished before it could take over removes nothing, and parks', async () => {
    const about = await delivered(rig, 'vanished');
    const handle = await startRotation(rig, about);
    await untilIn(handle, 'waiting');
    const fresh = await openedKey(handle, rig.identity);
    const { signal } = new AbortController();
    await rig.clouds.ram().deleteAccessKey(about.userName, fresh['accessKeyId'] ?? '', signal);
    await handle.signal(confirmSignal, { code: fresh['confirmationCode'] });
    const { phase } = await untilIn(handle, 'action required');
    expect(phase).toMatchObject({ step: 'confirm', problem: { type: 'AccessChanged' } });
    expect(await keysOf(about.userName)).toEqual([
      { id: about.result.account.accessKeyId, status: 'Active' },
    ]);
    await handle.terminate();
  });

  it.concurrent('does not begin with a second key that nobody recorded, until it is gone', async () => {
    const about = await delivered(rig, 'crowded');
    const { accessKeyId } = (await control.arrange('ram', 'add-access-key', {
      userName: about.userName,
    })) as { accessKeyId: string };
    const handle = await startRotation(rig, about, { confirmWithin: '1 second' });
    const { phase } = await untilIn(handle, 'action required');
    expect(phase).toMatchObject({ step: 'inspect', problem: { type: 'SecondAccessKey' } });
    expect(JSON.stringify(phase)).toContain(accessKeyId);
    expect(await keysOf(about.userName)).toHaveLength(2);
    await rig.clouds.ram().deleteAccessKey(about.userName, accessKeyId, new AbortController().signal);
    await handle.signal(retrySignal, {});
    expect((await handle.result()).outcome).toBe('not confirmed');
  });

  it.each([
    [
      'is sealed to a stranger',
      { credentials: { recipients: ['age1nonsense'] } },
      'not among the recipients',
    ],
    ['is of nobody', { ramUser: { name: 'mgw-nobody' } }, 'RAM has no user mgw-nobody'],
  ])('that %s fails at once', async (_, more, why) => {
    const userName = 'mgw-nobody';
    const handle = await startRotation(rig, { userName, destination: 'nobody-oss' }, more);
    const failure = await handle.result().catch((error: { cause?: unknown }) => error.cause);
    expect(String(failure)).toContain(why);
  });

  it.concurrent('gives no key to a user that was approved without one', async () => {
    const ramUser = { name: 'mgw-keyless', programmaticAccess: false };
    const about = await delivered(rig, 'keyless', { ramUser });
    const handle = await startRotation(rig, about);
    const failure = await handle.result().catch((error: { cause?: unknown }) => error.cause);
    expect(failure).toMatchObject({ type: 'CredentialsGone' });
    expect(await keysOf(about.userName)).toEqual([]);
  });
});

describe('a rotation of the dedicated AccessKey of the source', () => {
  it.concurrent(
    'goes on beside that of the RAM user: both keys work until the new one is confirmed',
    async () => {
      const about = await delivered(rig, 'source-rotated', OWN_KEY);
      const reader = readerIn(about);
      const [old] = (await readerKeys(reader)) ?? [];
      await control.fault({
        service: 'iam',
        operation: 'CreateAccessKey',
        resource: reader,
        kind: 'reset',
        when: 'after',
      });
      const [handle, beside] = await Promise.all([
        startSourceRotation(rig, about),
        startRotation(rig, about),
      ]);
      expect(handle.workflowId).toBe(`rotate/source/${reader}`);
      await Promise.all([untilIn(handle, 'waiting'), untilIn(beside, 'waiting')]);
      const sealed = await handle.query(sealedQuery);
      expect(sealed).toMatchObject({
        key: 'source',
        account: { userName: reader, accountId: rig.standIns.summary.iam.accountId },
        sealedCredentials: { password: null, accessKey: null },
      });
      const fresh = await openedKey(handle, rig.identity);
      // The key whose answer was lost is gone: there are never three, and both of these work.
      expect(await readerKeys(reader)).toEqual([
        { id: old?.id, status: 'Active' },
        { id: fresh['accessKeyId'], status: 'Active' },
      ]);
      await confirmWithCode(handle, rig.identity, 'wang.fang');
      expect(english(await handle.result())).toMatchObject({
        outcome: 'rotated',
        key: 'source',
        account: { userName: reader, accessKeyId: fresh['accessKeyId'] },
        removed: [{ what: `AccessKey ${old?.id}` }],
      });
      expect(await readerKeys(reader)).toEqual([{ id: fresh['accessKeyId'], status: 'Active' }]);
      await beside.cancel();
      await expect(beside.result()).rejects.toThrow('cancelled');
      // In the end the replacement key is revoked.
      const told = await (await startRevocation(rig, about, OWN_KEY, 'after-source-rotation')).result();
      expect(told.removed.map(({ what }) => say('en', what))).toContain(`AccessKey ${fresh['accessKeyId']}`);
      expect(await control.iamUser(reader)).toBeUndefined();
    },
  );

  it.concurrent(
    'keeps the old key where the new one is not confirmed in time, or it is cancelled',
    async () => {
      const about = await delivered(rig, 'source-kept', OWN_KEY);
      const reader = readerIn(about);
      const before = await readerKeys(reader);
      const unconfirmed = await startSourceRotation(rig, about, { confirmWithin: '1 second' });
      expect(await unconfirmed.result()).toMatchObject({
        outcome: 'not confirmed',
        account: { accessKeyId: before?.[0]?.id },
        sealedCredentials: { accessKey: null, sourceAccessKey: null },
      });
      expect(await readerKeys(reader)).toEqual(before);
      const cancelled = await startSourceRotation(rig, about);
      await untilIn(cancelled, 'waiting');
      expect(await readerKeys(reader)).toHaveLength(2);
      await cancelled.cancel();
      await expect(cancelled.result()).rejects.toThrow('cancelled');
      expect(await readerKeys(reader)).toEqual(before);
    },
  );

  it.concurrent('replaces nothing where the source is read with the configured one', async () => {
    const about = await delivered(rig, 'source-used');
    const handle = await startSourceRotation(rig, about, { source: { bucket: 'photos', accessKey: 'use' } });
    const failure = await handle.result().catch((error: { cause?: unknown }) => error.cause);
    expect(failure).toMatchObject({ type: 'InvalidInput' });
    expect(String(failure)).toContain('source.accessKey: is the configured AccessKey');
    const none = await startSourceRotation(rig, about);
    await expect(none.result()).rejects.toMatchObject({ cause: { type: 'CredentialsGone' } });
  });
});
