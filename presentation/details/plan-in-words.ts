import { encryptionOf } from '../../contracts/bucket-settings';
import { named, quoted, shown, visible } from '../text/foreign-text';
import { deliveryInWords } from '../../contracts/delivery';
import { humanBytes, humanCount, humanDuration } from '../text/human-units';
import { openPrefixWarning } from '../../contracts/open-prefix';
import {
  settledBucket,
  type Deviation,
  type Plan,
  type PlanBlocker,
  type PlannedBucket,
} from '../../contracts/plan';
import { say } from '../words/words';

/** A prefix has 1,024 bytes at most, and each may take six characters to be seen: it is never cut here. */
const WHOLE_PREFIX = 8000;

/** The plan in lines for the details and the command line: everything that its digest covers, blockers first. */
export function planInWords(plan: Plan): string[] {
  const { requestedBy, source, inventory, blockers, sourceKey, credentials, deviations } = plan;
  const { expireAfterMs, recipients } = credentials;
  return [
    ...blockers.map(blockerInWords),
    ...(requestedBy === undefined ? [] : [`Asked for by ${named(requestedBy)}, as the input says`]),
    `From KS3 bucket ${named(source.bucket)}${source.prefix === '' ? '' : `, prefix ${quoted(source.prefix, WHOLE_PREFIX)}${openPrefixWarning(source.prefix) === null ? '' : ' (does not end in "/": longer names match too)'}`}: ` +
      `${humanCount(inventory.objects)} objects, ${humanBytes(inventory.bytes)}, counted by ${shown(inventory.finishedAt)}, ` +
      `at ${shown(source.endpoint)} (profile ${named(source.profile)}, region ${named(source.region)})`,
    ...sourceKeyInWords(sourceKey, source),
    ...bucketInWords(plan),
    userInWords(plan),
    ...recipients.map((recipient) => `Credentials sealed to ${shown(recipient, 4000)}`),
    ...(credentials.delivery ?? []).map((target) => `Delivered also to ${deliveryInWords(target)}`),
    expireAfterMs === null
      ? 'No date to take them back'
      : `To be taken back within ${humanDuration(expireAfterMs)}`,
    ...deviations.map(deviationInWords),
  ].map(visible);
}

function blockerInWords({ objects, bytes, samples, happens, remedy }: PlanBlocker): string {
  const example = samples[0] === undefined ? '' : `, for example ${quoted(samples[0])}`;
  return `BLOCKER: ${humanCount(objects)} objects, ${humanBytes(bytes)}${example}: ${shown(say('en', [happens, remedy]), 4000)}`;
}

function sourceKeyInWords(sourceKey: Plan['sourceKey'], { bucket, accessKeyId }: Plan['source']): string[] {
  switch (sourceKey.mode) {
    case 'use':
      return [`Read with the configured AccessKey ${named(accessKeyId)}`];
    case 'create':
      return [
        `Read with one AccessKey of a new Kingsoft IAM user ${named(sourceKey.userName)}, which may list, locate and read bucket ${named(bucket)} alone`,
      ];
  }
}

function bucketInWords({ destination, bucket }: Plan): string[] {
  const where = `OSS bucket ${named(destination.bucket)} in ${named(destination.region)}`;
  if (bucket.origin === 'adopted') {
    return [
      `To ${where}, ADOPTED: it exists, was not made by this preparation, and is used as it is`,
      `It is ${settingsInWords(bucket)}`,
    ];
  }
  const { storageClass, redundancy } = destination;
  const target = { ...settledBucket(bucket, destination), storageClass, redundancy };
  return [
    `To ${where}, made by this preparation: ${settingsInWords(target)}`,
    ...changesOf(bucket, target).map((change) => `The approval changes its ${change}`),
  ];
}

function settingsInWords(bucket: PlannedBucket): string {
  const { storageClass, redundancy, acl, versioning, blockPublicAccess, tags } = bucket;
  const words = Object.entries(tags).map(([key, value]) => `${quoted(key)} = ${quoted(value)}`);
  return [
    `${shown(storageClass)} ${shown(redundancy)}`,
    shown(acl),
    blockPublicAccess === null
      ? 'public access blocked or not, OSS does not say'
      : `public access ${blockPublicAccess ? 'blocked' : 'NOT blocked'}`,
    `encryption ${shown(encryptionOf(bucket))}`,
    `versioning ${versioning ? 'on' : 'off'}`,
    words.length === 0 ? 'no tags' : `tags ${words.join(', ')}`,
  ].join(', ');
}

/** What the approval would do to a bucket that is there already. */
function changesOf(from: PlannedBucket, to: PlannedBucket): string[] {
  const changes = [
    ['ACL', from.acl, to.acl],
    ['block of public access', from.blockPublicAccess, to.blockPublicAccess],
    ['encryption', encryptionOf(from), encryptionOf(to)],
    ['versioning', from.versioning, to.versioning],
  ] as const;
  return changes
    .filter(([, is, becomes]) => is !== becomes)
    .map(([what, is, becomes]) => `${what} from ${shown(String(is))} to ${shown(String(becomes))}`);
}

function userInWords({ accountId, ramUser }: Plan): string {
  const access = [
    ramUser.consoleLogon
      ? `console logon${ramUser.passwordResetRequired ? ' with a password to be changed at once' : ''}`
      : '',
    ramUser.programmaticAccess ? 'one AccessKey' : '',
  ];
  const display = ramUser.displayName === ramUser.name ? '' : ` (${quoted(ramUser.displayName)})`;
  return (
    `RAM user ${named(ramUser.name)}${display} of account ${named(accountId)} gets ` +
    `${access.filter((one) => one !== '').join(' and ')}, ` +
    `with ${ramUser.policies.map(({ name, type }) => `${named(name)}${type === 'Custom' ? ' (custom)' : ''}`).join(', ')}`
  );
}

function deviationInWords({ what, configured, asked }: Deviation): string {
  return configured === null
    ? `BEYOND THE CONFIGURATION, by the input: ${shown(what)} ${shown(asked, 4000)}`
    : `Other than configured, by the input: ${shown(what)} is ${shown(asked)}, configured is ${shown(configured)}`;
}
