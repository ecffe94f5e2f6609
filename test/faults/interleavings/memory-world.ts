import { generateIdentity, identityToRecipient } from 'age-encryption';
import { PrepError } from '../../../contracts/prep-error';
import { FakeRam } from '../../provisioning/fake-ram';
import type { World } from './provisioning-model';

const ACCOUNT = '1234567890123456';
const START = Date.parse('2026-01-02T03:04:05Z');
const MS_A_CALL = 3000;

/** RAM behind its port, in memory: many times faster than over HTTP, for what cannot be enumerated there. */
export async function memoryWorld(): Promise<World> {
  const ram = new FakeRam();
  ram.policies.add('System:AliyunOSSImportFullAccess');
  const identity = await generateIdentity();
  let now = START;
  ram.now = () => new Date(now).toISOString();
  return {
    clouds: {
      ram: () => ram,
      sts: (key) => ({ whoAmI: async () => callerOf(ram, key?.accessKeyId ?? '') }),
      oss: notNeeded,
      ks3: notNeeded,
      mgw: notNeeded,
      iam: notNeeded,
    },
    accountId: ACCOUNT,
    identity,
    recipient: await identityToRecipient(identity),
    lose: (resource) => async (when, call) => {
      await (when === 'after' ? call().catch(() => undefined) : undefined);
      throw new PrepError('RamUnavailable', { resource });
    },
    clock: {
      reset: () => {
        now = START;
      },
      tick: () => {
        now += MS_A_CALL;
      },
    },
    async seen(userName) {
      const { comments, keys, policies } = ram.user(userName);
      return {
        comments,
        keys: [...keys].map(([id, status]) => ({ id, status })),
        policies: policies.map(({ name }) => name),
      };
    },
    async keyWorks({ accessKeyId = '', accessKeySecret }, userName) {
      return (
        ram.user(userName).keys.get(accessKeyId) === 'Active' &&
        accessKeySecret === `secret-of-${accessKeyId}`
      );
    },
    passwordWorks: async (userName, password) => ram.user(userName).password === password,
    stop: async () => undefined,
  };
}

function callerOf(ram: FakeRam, accessKeyId: string) {
  const name = [...ram.users].find(([, { keys }]) => keys.get(accessKeyId) === 'Active')?.[0];
  if (name === undefined) {
    throw new PrepError('RamInvalidAccessKey', { resource: 'STS' });
  }
  const arn = `acs:ram::${ACCOUNT}:user/${name}`;
  return { accountId: ACCOUNT, arn, identityType: 'RAMUser', principalId: '1' };
}

function notNeeded(): never {
  throw new Error('No case needs it.');
}
