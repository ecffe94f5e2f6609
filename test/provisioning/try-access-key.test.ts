import { describe, expect, it } from '@jest/globals';
import type { Check } from '../../contracts/credentials/provisioning';
import { errorTable, type ErrorType } from '../../contracts/error-table';
import { PrepError } from '../../contracts/prep-error';
import type { Clouds } from '../../provisioning/clouds';
import { requireAccepted, tryAccessKey } from '../../provisioning/identity/try-access-key';
import { ramUserOf } from '../../provisioning/identity/ram-identity';
import { Secret } from '../../contracts/credentials/secret';
import { FakeOss } from './fake-oss';
import { FakeRam } from './fake-ram';
import { approved, BUCKET, USER } from './preparation';

const { signal } = new AbortController();
const ACCOUNT = '1234567890123456';

class Refusing extends FakeOss {
  asked = 0;
  constructor(readonly refusal: ErrorType) {
    super();
    this.add(BUCKET);
  }
  override async probeWrite(): Promise<void> {
    this.asked += 1;
    if (this.asked < 3) {
      throw new PrepError(this.refusal, { resource: BUCKET });
    }
  }
}

function trial(oss: FakeOss): Promise<Check[]> {
  const who = {
    accountId: ACCOUNT,
    arn: `acs:ram::${ACCOUNT}:user/${USER}`,
    identityType: 'RAMUser',
    principalId: '2',
  };
  const clouds = { oss: () => oss, sts: () => ({ whoAmI: async () => who }) } as unknown as Clouds;
  return tryAccessKey(
    {
      userName: USER,
      account: { id: ACCOUNT, site: 'china' },
      policies: ['AliyunOSSFullAccess'],
      destination: { bucket: BUCKET, region: 'cn-beijing' },
    },
    { accessKeyId: 'LTAI1', accessKeySecret: new Secret('x') },
    clouds,
    signal,
    { patienceMs: 10_000, everyMs: 1 },
  );
}

const outcomes = (checks: readonly Check[]) => checks.map(({ outcome }) => outcome);

describe('the test of a fresh AccessKey', () => {
  it.each<ErrorType>(['OssInvalidAccessKey', 'OssAccessDenied', 'OssNotVisibleYet', 'OssThrottled'])(
    'waits after %s, which may be the key that is not known yet',
    async (refusal) => {
      expect(outcomes(await trial(new Refusing(refusal)))).toEqual(['ok', 'ok']);
    },
  );

  it('waits for nothing that waiting cannot change', async () => {
    const final = (Object.keys(errorTable) as ErrorType[]).filter(
      (type) =>
        type.startsWith('Oss') &&
        errorTable[type].effect !== 'transient' &&
        !['OssInvalidAccessKey', 'OssAccessDenied'].includes(type),
    );
    expect(final).toContain('OssPublicEndpointRefused');
    for (const type of final) {
      const oss = new Refusing(type);
      const checks = await trial(oss);
      expect({ type, asked: oss.asked, outcomes: outcomes(checks) }).toEqual({
        type,
        asked: 1,
        outcomes: ['ok', 'problem'],
      });
    }
  });

  it('does not blame the key for what no key may do', async () => {
    const checks = await trial(new Refusing('OssPublicEndpointRefused'));
    const user = ramUserOf(approved(), new FakeRam());
    expect(() => requireAccepted(checks, user, 'LTAI1')).toThrow(
      expect.objectContaining({ type: 'OssPublicEndpointRefused' }),
    );
  });
});
