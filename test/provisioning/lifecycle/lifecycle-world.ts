import { accessWords } from '../../../contracts/credentials/access-words';
import { ramIdentity } from '../../../provisioning/identity/ram-identity';
import type { Ownership } from '../../../provisioning/trust/mark';
import type { RamDirectory } from '../../../clouds/ram/port';
import type { RamCredentials } from '../../../contracts/credentials/credential-lifecycle';
import { FakeRam } from '../fake-ram';
import { deliveredWith, OWNERSHIP, USER } from '../preparation';

export const { signal } = new AbortController();
export const ACCOUNT = '1234567890123456';
export const OLD = 'LTAIold';
export const NEW = 'LTAInew';
export const LATER = '2026-03-03T03:03:03Z';
export const HOUR_MS = 3_600_000;

export const credentials: RamCredentials = {
  cloud: 'alibaba',
  preparation: OWNERSHIP.preparation,
  bucket: 'photos',
  userName: USER,
  account: { id: ACCOUNT, site: 'international' },
};

export function everything(comments = deliveredWith(OLD)): FakeRam {
  const ram = new FakeRam();
  ram.add(USER, comments, {
    keys: new Map([[OLD, 'Active']]),
    policies: [{ name: 'AliyunMGWFullAccess', type: 'System' }],
    password: 'x',
    mfa: true,
  });
  return ram;
}

/** A user with a new and an old key, one of which is in use. */
export function withBoth(inUse: string, status: 'Active' | 'Inactive' = 'Active'): FakeRam {
  const ram = everything(deliveredWith(inUse));
  ram.user(USER).keys.set(NEW, status);
  ram.keyTimes.set(NEW, LATER);
  return ram;
}

export const holding = (ram: RamDirectory, ownership: Ownership = OWNERSHIP) =>
  ramIdentity(credentials, ownership, ram);
export const keysOf = (ram: FakeRam) => [...ram.user(USER).keys];

export const KNOWN = [
  accessWords.accessKey(OLD),
  accessWords.policy('AliyunMGWFullAccess', USER),
  accessWords.logon(USER),
  accessWords.user(USER),
];
