import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Secret } from '../../../contracts/credentials/secret';
import { createCallerIdentity } from '../../../clouds/sts/adapter';
import { startAlibaba } from '../alibaba/alibaba-stand-ins';
import { captureServer } from '../alibaba/capture-server';
import { everythingPrintable, rejection } from '../alibaba/rejection';

const { signal } = new AbortController();

let alibaba: Awaited<ReturnType<typeof startAlibaba>>;
beforeEach(async () => {
  alibaba = await startAlibaba();
});
afterEach(() => alibaba.stop());

async function newUser() {
  await alibaba.ram.createUser({ name: 'mgw', displayName: 'mgw', comments: 'mark' }, signal);
  const { accessKeyId, secret } = await alibaba.ram.createAccessKey('mgw', signal);
  return { accessKeyId, accessKeySecret: secret };
}

describe('whoAmI', () => {
  it('tells the account itself, which has no user ID', async () => {
    const body = JSON.stringify({ AccountId: '1234', Arn: 'acs:ram::1234:root', IdentityType: 'Account' });
    const server = await captureServer(() => ({ body }));
    const sts = createCallerIdentity({ ...alibaba.identity, endpoint: server.endpoint });
    const identity = await sts.whoAmI(signal);
    await server.stop();
    expect(identity).toEqual({
      accountId: '1234',
      arn: 'acs:ram::1234:root',
      identityType: 'Account',
      principalId: '1234',
    });
  });

  it('tells a RAM user', async () => {
    const user = alibaba.connect(await newUser());
    expect(await user.sts.whoAmI(signal)).toMatchObject({
      accountId: alibaba.accountId,
      arn: `acs:ram::${alibaba.accountId}:user/mgw`,
      identityType: 'RAMUser',
      principalId: expect.stringMatching(/^\d+$/),
    });
  });

  it('tells a key that is not known yet from an outage', async () => {
    alibaba.context.propagation.accessKeySeconds = 120;
    const user = alibaba.connect(await newUser());
    expect((await rejection(user.sts.whoAmI(signal))).type).toBe('RamInvalidAccessKey');
    alibaba.context.faults.add({ service: 'sts', kind: 'html', status: 502 });
    expect((await rejection(user.sts.whoAmI(signal))).type).toBe('RamUnavailable');
  });

  it('recognises a wrong secret and a wrong clock, and quotes neither secret nor URL', async () => {
    const accessKeySecret = new Secret('not-the-secret-of-this-key');
    const wrong = alibaba.connect({ ...alibaba.identity, accessKeySecret });
    const error = await rejection(wrong.sts.whoAmI(signal));
    expect(error.type).toBe('RamInvalidAccessKey');
    expect(everythingPrintable(error)).not.toContain(accessKeySecret.reveal());
    expect(everythingPrintable(error)).not.toContain('http://');

    alibaba.context.clocks.skew(3600);
    expect((await rejection(alibaba.sts.whoAmI(signal))).type).toBe('RamClockSkew');
  });

  it('does not believe an answer without an account', async () => {
    const server = await captureServer(() => ({ body: '{"RequestId":"x"}' }));
    const sts = createCallerIdentity({ ...alibaba.identity, endpoint: server.endpoint });
    const error = await rejection(sts.whoAmI(signal));
    await server.stop();
    expect(error.type).toBe('RamUnavailable');
  });

  it('ends when the caller gives up', async () => {
    const controller = new AbortController();
    const server = await captureServer(() => {
      controller.abort(new Error('cancelled'));
      return 'hang';
    });
    const sts = createCallerIdentity({ ...alibaba.identity, endpoint: server.endpoint });
    await expect(sts.whoAmI(controller.signal)).rejects.toThrow('cancelled');
    await server.stop();
  });
});
