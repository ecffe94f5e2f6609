import { BUCKET_SETTINGS } from '../../contracts/inputs/bucket-settings';
import { canonicalJson } from '../../contracts/canonical-json';
import { settledBucket, type PlannedBucket } from '../../contracts/runs/plan';
import type { Preparation } from '../../contracts/runs/preparation';
import { keyTag } from '../../contracts/runs/preparation-id';
import type { ApprovedState } from '../../contracts/runs/result';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import type { OssBuckets } from '../../clouds/oss/port';
import type { RamDirectory } from '../../clouds/ram/port';
import { isOurs } from '../approval/present-plan';
import { iamOf, type Clouds } from '../clouds';
import { iamIdentity, readerNamed } from '../identity/iam-identity';
import { policiesAmong, type Identity } from '../identity/identity';
import { ramUserOf } from '../identity/ram-identity';
import { MARK_TAG, type DeliveredMark, type Ownership } from '../trust/mark';

/** What the clouds are compared with. The bucket is null if nobody knows any more how it was approved. */
export type Expected = Omit<ApprovedState, 'run' | 'planDigest' | 'bucket'> & {
  readonly bucket: PlannedBucket | null;
};

/** Of a preparation that was delivered. */
export interface DeliveredPreparation {
  readonly preparation: Preparation;
  readonly ownership: Ownership;
  readonly mark: DeliveredMark;
}

/** What an input asks for, if the run that delivered it is no longer on record. */
export function expectedOf({ ramUser }: Preparation): Expected {
  const { consoleLogon, programmaticAccess, policies } = ramUser;
  return { bucket: null, policies: policies.map(({ name }) => name), consoleLogon, programmaticAccess };
}

/**
 * Where user, policies, keys and bucket differ from what was approved. Read-only, and never a failure: whoever reads the
 * result decides. A key that a rotation replaced is the one that the mark of the user names.
 */
export async function driftOf(
  delivered: DeliveredPreparation,
  expected: Expected,
  clouds: Clouds,
  signal: AbortSignal,
): Promise<Said[]> {
  const { region } = delivered.preparation.destination;
  const drift = await Promise.all([
    userDrift(delivered, expected, clouds.ram(), signal),
    sourceKeyDrift(delivered, clouds, signal),
    bucketDrift(delivered, expected, clouds.oss(region), signal),
  ]);
  return drift.flat();
}

async function userDrift(
  { preparation, ownership, mark }: DeliveredPreparation,
  { policies, consoleLogon, programmaticAccess }: Expected,
  ram: RamDirectory,
  signal: AbortSignal,
): Promise<Said[]> {
  const identity = ramUserOf({ preparation, ownership }, ram);
  const { what: user } = identity;
  const [ofKeys, attached, groups] = await Promise.all([
    keyDrift(identity, programmaticAccess ? mark.key : null, signal),
    identity.attachments(signal),
    ram.listGroups(identity.userName, signal),
  ]);
  const has = policiesAmong(attached);
  const missing = policies.filter((name) => !has.includes(name));
  const added = has.filter((name) => !policies.includes(name));
  const logon = attached.some(({ kind }) => kind === 'logon');
  return [
    ...ofKeys,
    ...(missing.length === 0 ? [] : [phrase('comparison.policiesMissing', { user, policies: missing })]),
    ...(added.length === 0 ? [] : [phrase('comparison.policiesAdded', { user, policies: added })]),
    ...(groups.length === 0 ? [] : [phrase('comparison.inGroups', { user, groups })]),
    ...(logon === consoleLogon ? [] : [phrase('comparison.logon', { user, enabled: logon })]),
  ];
}

/** @param delivered tag of the AccessKey in use; null if none was delivered */
async function keyDrift(identity: Identity, delivered: string | null, signal: AbortSignal): Promise<Said[]> {
  const { what: user } = identity;
  const keys = await identity.listKeys(signal);
  const inUse = keys.filter(({ accessKeyId }) => keyTag(accessKeyId) === delivered);
  const others = keys.filter((key) => !inUse.includes(key)).map(({ accessKeyId }) => accessKeyId);
  return [
    ...(delivered !== null && inUse.length === 0 ? [phrase('comparison.keyGone', { user })] : []),
    ...inUse
      .filter(({ status }) => status !== 'Active')
      .map(({ accessKeyId }) => phrase('comparison.keyDisabled', { user, accessKeyId })),
    ...(others.length === 0 ? [] : [phrase('comparison.otherKeys', { user, keys: others })]),
  ];
}

/** The same for the dedicated AccessKey of the source, if the plan has one. */
async function sourceKeyDrift(
  { preparation: { source, sourceKey }, ownership }: DeliveredPreparation,
  clouds: Clouds,
  signal: AbortSignal,
): Promise<Said[]> {
  if (sourceKey.mode !== 'create') {
    return [];
  }
  const reader = iamIdentity(readerNamed(sourceKey, source.bucket), ownership, iamOf(clouds, source.profile));
  const mark = ownership.of(reader.on, (await reader.find(signal)) ?? undefined);
  return mark.owner === 'this preparation' && mark.state === 'delivered'
    ? keyDrift(reader, mark.key, signal)
    : [phrase('comparison.userGone', { user: reader.what })];
}

async function bucketDrift(
  { preparation, ownership }: DeliveredPreparation,
  { bucket: approved }: Expected,
  oss: OssBuckets,
  signal: AbortSignal,
): Promise<Said[]> {
  const { destination } = preparation;
  const { bucket } = destination;
  const found = await oss.describe(bucket, signal);
  if (found === null) {
    return [phrase('comparison.bucketGone', { bucket })];
  }
  if (found.region !== destination.region) {
    return [phrase('comparison.bucketElsewhere', { bucket, region: found.region })];
  }
  const ours = isOurs(found, ownership);
  const { [MARK_TAG]: _mark, ...tags } = found.tags;
  // Of a bucket that nobody approved here any more, only one of ours is known to be as the input says.
  const expected =
    approved ?? (ours ? settledBucket({ ...found, origin: 'made', tags: {} }, destination) : null);
  if (expected === null) {
    return [];
  }
  const settings = BUCKET_SETTINGS.filter((name) => name !== 'region')
    // What OSS does not say contradicts nothing.
    .filter(
      (name) => found[name] !== expected[name] && !(name === 'blockPublicAccess' && found[name] === null),
    )
    .map((name) =>
      phrase('comparison.bucketDiffers', {
        bucket,
        what: phrase('provisioning.bucketSetting', {
          setting: name,
          found: String(found[name]),
          expected: [String(expected[name])],
        }),
      }),
    );
  return [
    ...(expected.origin === 'made' && !ours ? [phrase('comparison.bucketUnmarked', { bucket })] : []),
    ...settings,
    ...(approved !== null && canonicalJson(tags) !== canonicalJson(approved.tags)
      ? [phrase('comparison.bucketTags', { bucket })]
      : []),
  ];
}
