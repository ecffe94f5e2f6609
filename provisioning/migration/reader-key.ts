import type { FailedObjects, FoundAddress, MigrationService, SourceEnd } from '../../clouds/mgw/port';
import type { Migration, MigrationReader } from '../../contracts/migration/migration';
import { PrepError } from '../../contracts/prep-error';
import { phrase } from '../../presentation/words/words';
import { iamOf, type AccessKeyPair, type Clouds } from '../clouds';
import { ensureIdentity } from '../identity/ensure-identity';
import { iamIdentity, readerNamed } from '../identity/iam-identity';
import type { Identity } from '../identity/identity';
import { ensurePolicy } from '../identity/issue-source-key';
import { makeAccessKey, type Patience } from '../identity/make-access-key';
import { requireOwn } from '../identity/owned-identity';
import { trySourceKey } from '../identity/try-source-key';
import type { Ownership } from '../trust/mark';
import { readBackAddress } from './ensure-address';
import { ownershipTags } from './ownership-tags';
import { requireNoOtherJob } from './running-jobs';
import { unhurried } from './unhurried';

/** Tag of an address: the ID of the AccessKey in it, which the service need not show. */
const KEY_TAG = 'ks3-oss-prep-key';

/** What hands a key of the reader over. */
export interface HandOver {
  readonly migration: Migration & { readonly reader: MigrationReader };
  /** The job that reads with it. */
  readonly job: string;
  readonly ownership: Ownership;
  readonly service: MigrationService;
  readonly clouds: Clouds;
  /** How long a fresh key may take to be listed and accepted. */
  readonly patience?: Patience | undefined;
}

/** Whether the migration has a user of its own at Kingsoft. */
export function hasReader(migration: Migration): migration is HandOver['migration'] {
  return migration.reader !== null;
}

/** The Kingsoft IAM user that the service reads as. */
export function readerIdentity(
  { reader, source }: Pick<HandOver['migration'], 'reader' | 'source'>,
  ownership: Ownership,
  clouds: Clouds,
): Identity {
  return iamIdentity(readerNamed(reader, source.bucket), ownership, iamOf(clouds, source.profile));
}

/** The ID of the AccessKey that an address was created with, by its tag; empty if it has none. */
export function keyIn({ tags }: Pick<FoundAddress, 'tags'>): string {
  const beginning = `${KEY_TAG}:`;
  const tag = tags.split(',').find((one) => one.startsWith(beginning));
  return tag?.slice(beginning.length) ?? '';
}

/**
 * Ensures that an address exists, is ours, and reads with the one AccessKey of the reader. The key is issued, tried and
 * handed to the service in this attempt, and its secret goes nowhere else.
 *
 * Repeatable at any point: an address that a lost answer left behind names its key, and is used as long as the reader
 * still has that key. Otherwise it is removed, and a new key goes into a new address. Every other key of the reader is
 * one that no address uses, so that exactly one remains.
 *
 * @throws PrepError `MgwJobStillRuns` if another job may read with the present key; what `ensureIdentity`, `makeAccessKey`
 *   and `readBackAddress` throw; `SourceKeyRefused`, `MgwAddressDiffers`, `MgwNotVisibleYet`
 */
export async function ensureAddressWithKey(
  wanted: { readonly name: string; readonly end: SourceEnd | FailedObjects },
  handOver: HandOver,
  signal: AbortSignal,
): Promise<void> {
  const { migration, ownership, service, clouds, job } = handOver;
  const { name } = wanted;
  const reader = readerIdentity(migration, ownership, clouds);
  const before = await service.address(name, signal);
  if (before !== null) {
    const found = await readBackKeyed(wanted, keyIn(before), handOver, signal);
    const keys = (await reader.find(signal)) === null ? [] : await reader.listKeys(signal);
    if (keys.some(({ accessKeyId, status }) => accessKeyId === keyIn(found) && status === 'Active')) {
      return;
    }
    await removeAddress(found, service, signal);
  }
  await requireNoOtherJob(migration.preparation, job, service, signal);
  const key = await issueReadersKey(reader, handOver, signal);
  const tags = `${ownershipTags(ownership, 'mgw-address', name)},${KEY_TAG}:${key.accessKeyId}`;
  await service.createAddress({ ...wanted, access: key, tags }, unhurried());
  const after = await readBackKeyed(wanted, key.accessKeyId, handOver, signal);
  if (keyIn(after) !== key.accessKeyId) {
    // Another attempt was faster, with a key that is gone: the next attempt removes its address.
    throw new PrepError('MgwNotVisibleYet', { resource: phrase('resource.mgwAddress', { name }) });
  }
  // Another run that took the user over has deleted the key.
  await requireOwn(reader, signal);
}

function readBackKeyed(
  wanted: Parameters<typeof ensureAddressWithKey>[0],
  accessKeyId: string,
  { ownership, service }: HandOver,
  signal: AbortSignal,
): Promise<FoundAddress> {
  return readBackAddress({ ...wanted, access: { accessKeyId } }, ownership, service, signal);
}

/** Removes an address of ours whose key is gone. */
async function removeAddress(
  { name, tags }: FoundAddress,
  service: MigrationService,
  signal: AbortSignal,
): Promise<void> {
  if ((await service.deleteAddress(name, signal)) === 'occupied') {
    throw new PrepError('MgwAddressDiffers', {
      resource: phrase('resource.mgwAddress', { name }),
      findings: [phrase('migration.keyGone', { accessKeyId: keyIn({ tags }) })],
    });
  }
}

/** The user and its policy, and then exactly one key, which has been tried. */
async function issueReadersKey(
  reader: Identity,
  { migration, ownership, clouds, patience }: HandOver,
  signal: AbortSignal,
): Promise<AccessKeyPair> {
  const { source } = migration;
  await ensureIdentity(reader, signal);
  await ensurePolicy(migration.reader, ownership, iamOf(clouds, source.profile), signal);
  const stillOurs = () => requireOwn(reader, signal);
  const key = await makeAccessKey(reader, { keep: [], stillOurs }, signal, patience);
  try {
    await trySourceKey(source, key, reader.userName, clouds, signal, patience);
  } catch (error) {
    if (error instanceof PrepError) {
      await reader.deleteKey(key.accessKeyId, signal);
    }
    throw error;
  }
  return key;
}
