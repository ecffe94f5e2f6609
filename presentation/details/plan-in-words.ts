import { encryptionOf } from '../../contracts/inputs/bucket-settings';
import { named, quoted, shown, visible } from '../text/foreign-text';
import type { DeliveryTarget } from '../../contracts/credentials/delivery';
import { humanBytes, humanCount } from '../text/human-units';
import { openPrefixWarning } from '../../contracts/listing/open-prefix';
import {
  isMigrationPlan,
  settledBucket,
  type AnyPlan,
  type Deviation,
  type Plan,
  type PlannedBucket,
} from '../../contracts/runs/plan';
import type { PlanBlocker } from '../../contracts/listing/plan-blockers';
import type { Language } from '../words/language';
import { migrationPlanInWords } from './migration-plan-in-words';
import { say, wordsOf, type Words } from '../words/words';

/** A prefix has 1,024 bytes at most, and each may take six characters to be seen: it is never cut here. */
const WHOLE_PREFIX = 8000;

/** The plan in lines for the details and the command line: everything that its digest covers, blockers first. */
export function planInWords(plan: AnyPlan, language: Language): string[] {
  if (isMigrationPlan(plan)) {
    return migrationPlanInWords(plan, language);
  }
  const { details } = wordsOf(language);
  const { requestedBy, source, inventory, blockers, credentials, deviations } = plan;
  const { expireAfterMs, recipients } = credentials;
  const prefix = quoted(source.prefix, WHOLE_PREFIX);
  return [
    ...blockers.map((blocker) => blockerInWords(blocker, language)),
    ...(inventory.objects === '0'
      ? [details.nothingFound({ prefix: source.prefix === '' ? null : prefix })]
      : []),
    ...(requestedBy === undefined ? [] : [details.requestedBy({ who: named(requestedBy) })]),
    details.from({
      bucket: named(source.bucket),
      prefix:
        source.prefix === ''
          ? ''
          : details.prefix({ prefix, open: openPrefixWarning(source.prefix) !== null }),
      objects: humanCount(inventory.objects),
      bytes: humanBytes(inventory.bytes),
      at: shown(inventory.finishedAt),
      endpoint: shown(source.endpoint),
      profile: named(source.profile),
      region: named(source.region),
    }),
    sourceKeyInWords(plan, details),
    ...bucketInWords(plan, language),
    userInWords(plan, details),
    ...recipients.map((recipient) => details.sealedTo({ recipient: shown(recipient, 4000) })),
    ...(credentials.delivery ?? []).map((target) => deliveryInWords(target, details)),
    expireAfterMs === null
      ? details.neverExpires
      : details.expiresAfter({ time: wordsOf(language).duration(expireAfterMs) }),
    ...deviations.map((deviation) => deviationInWords(deviation, details)),
  ].map(visible);
}

type PlanWords = Words['details'];

/** Objects that would not migrate as they are, on one line. */
export function blockerInWords(
  { objects, bytes, samples, happens, remedy }: PlanBlocker,
  language: Language,
): string {
  return wordsOf(language).details.blocker({
    objects: humanCount(objects),
    bytes: humanBytes(bytes),
    example: samples[0] === undefined ? null : quoted(samples[0]),
    what: shown(say(language, [happens, remedy]), 4000),
  });
}

function sourceKeyInWords({ sourceKey, source }: Plan, words: PlanWords): string {
  return sourceKey.mode === 'use'
    ? words.readWith({ key: named(source.accessKeyId) })
    : words.readWithNew({ user: named(sourceKey.userName), bucket: named(source.bucket) });
}

function bucketInWords({ destination, bucket }: Plan, language: Language): string[] {
  const words = wordsOf(language).details;
  const where = { bucket: named(destination.bucket), region: named(destination.region) };
  if (bucket.origin === 'adopted') {
    return [words.adopted(where), words.adoptedIs({ settings: settingsInWords(bucket, words) })];
  }
  const { storageClass, redundancy } = destination;
  const target = { ...settledBucket(bucket, destination), storageClass, redundancy };
  return [
    words.created({ ...where, settings: settingsInWords(target, words) }),
    ...changesOf(bucket, target, language),
  ];
}

function settingsInWords(bucket: PlannedBucket, words: PlanWords): string {
  const { storageClass, redundancy, acl, versioning, blockPublicAccess, tags } = bucket;
  const pairs = Object.entries(tags).map(([key, value]) => `${quoted(key)} = ${quoted(value)}`);
  return [
    `${shown(storageClass)} ${shown(redundancy)}`,
    shown(acl),
    words.publicAccess({ blocked: blockPublicAccess }),
    words.encryption({ encryption: shown(encryptionOf(bucket)) }),
    words.versioning({ on: versioning === true }),
    pairs.length === 0 ? words.noTags : words.tags({ tags: pairs.join(words.comma) }),
  ].join(words.comma);
}

/**
 * What the approval would do to a bucket that an earlier run of the preparation settled. One that is as every new bucket is
 * until the approval (`provisioning/bucket/ensure-bucket.ts`) gets its settings, which is no change to anybody.
 */
function changesOf(from: PlannedBucket, to: PlannedBucket, language: Language): string[] {
  const { details: words, settings } = wordsOf(language);
  if (isAsCreated(from)) {
    return [];
  }
  const changes = [
    ['acl', from.acl, to.acl],
    ['blockPublicAccess', from.blockPublicAccess, to.blockPublicAccess],
    ['encryption', encryptionOf(from), encryptionOf(to)],
    ['versioning', from.versioning, to.versioning],
  ] as const;
  return changes
    .filter(([, is, becomes]) => is !== becomes)
    .map(([setting, is, becomes]) =>
      words.approvalChanges({
        what: settings.ofBucket[setting] ?? setting,
        from: settingInWords(is, words),
        to: settingInWords(becomes, words),
      }),
    );
}

function settingInWords(value: string | boolean | null, words: PlanWords): string {
  return typeof value === 'string' ? shown(value) : words.settingValue({ on: value });
}

function isAsCreated(bucket: PlannedBucket): boolean {
  const { acl, blockPublicAccess, versioning } = bucket;
  // Null: OSS does not say whether public access is blocked.
  return (
    acl === 'private' && blockPublicAccess !== false && encryptionOf(bucket) === 'none' && versioning !== true
  );
}

function deliveryInWords(target: DeliveryTarget, words: PlanWords): string {
  const prefix = target.prefix === '' ? '' : quoted(target.prefix);
  return target.kind === 'oss'
    ? words.deliveredToOss({ bucket: named(target.bucket), prefix })
    : words.deliveredToVault({
        address: shown(target.address),
        mount: named(target.mount),
        content: target.content,
      });
}

function userInWords({ accountId, ramUser }: Plan, words: PlanWords): string {
  const { consoleLogon, passwordResetRequired, programmaticAccess } = ramUser;
  const access = [
    consoleLogon ? words.logon({ reset: passwordResetRequired }) : '',
    programmaticAccess ? words.oneKey : '',
  ];
  const display = ramUser.displayName === ramUser.name ? '' : ` (${quoted(ramUser.displayName)})`;
  return words.user({
    user: `${named(ramUser.name)}${display}`,
    account: named(accountId),
    access: access.filter((one) => one !== '').join(words.and),
    policies: ramUser.policies
      .map(({ name, type }) => (type === 'Custom' ? words.customPolicy({ name: named(name) }) : named(name)))
      .join(words.comma),
  });
}

function deviationInWords({ what, configured, asked }: Deviation, words: PlanWords): string {
  return configured === null
    ? words.beyond({ what: shown(what), asked: shown(asked, 4000) })
    : words.deviates({ what: shown(what), asked: shown(asked), configured: shown(configured) });
}
