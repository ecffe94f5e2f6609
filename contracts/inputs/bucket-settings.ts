import { z } from 'zod';
import { phrase } from '../../presentation/words/words';
import { textLike } from './input-problems';
import { problemAt, type InputProblem } from './problem-lines';
import { ossRegion } from './resource-names';

export const STORAGE_CLASSES = ['Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive'] as const;

/** As OSS names them. */
export type StorageClass = (typeof STORAGE_CLASSES)[number];

/**
 * The settings of an OSS bucket, stated once: `destination` of an input and, in snake_case, `[defaults]` of the
 * configuration are made of them, and so are the plan and everything that compares buckets.
 */
export const bucketSettings = () => ({
  region: ossRegion().meta({ example: 'cn-beijing', env: 'ALIBABA_REGION' }),
  storageClass: z.enum(STORAGE_CLASSES).meta({ example: 'Standard', env: 'PREP_STORAGE_CLASS' }),
  redundancy: z.enum(['LRS', 'ZRS']).meta({ example: 'LRS' }),
  acl: z.enum(['private', 'public-read', 'public-read-write']).meta({ example: 'private' }),
  blockPublicAccess: z.boolean().meta({ example: true }),
  encryption: z.enum(['none', 'AES256', 'KMS']).meta({ example: 'AES256' }),
  /** Of KMS; null for the key that OSS manages. */
  encryptionKeyId: textLike(/^[A-Za-z0-9_-]{1,128}$/, phrase('input.plainWord'))
    .nullable()
    .meta({ example: '9468da86-3509-4f8d-a61e-6eab1eac0000' }),
  versioning: z.boolean().meta({ example: false }),
});

const settings = z.strictObject(bucketSettings());
export type BucketSettings = Readonly<z.output<typeof settings>>;

/** What a bucket gets if neither the input nor the configuration says otherwise. */
export const BUCKET_DEFAULTS: Omit<BucketSettings, 'region'> = {
  storageClass: 'Standard',
  redundancy: 'LRS',
  acl: 'private',
  blockPublicAccess: true,
  encryption: 'AES256',
  encryptionKeyId: null,
  versioning: false,
};

export const BUCKET_SETTINGS = Object.keys(settings.shape) as (keyof BucketSettings)[];

/** What OSS says about a bucket; null for what it does not say. */
export type FoundBucketSettings = {
  readonly [Name in keyof Omit<BucketSettings, 'region'>]: BucketSettings[Name] extends boolean
    ? boolean | null
    : string | Extract<BucketSettings[Name], null>;
};

/** The settings of a bucket alone, but for its region. */
export function onlyBucketSettings<Settings extends FoundBucketSettings>(
  from: Settings,
): Pick<Settings, keyof FoundBucketSettings> {
  const names = BUCKET_SETTINGS.filter((name) => name !== 'region');
  return Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<
    Settings,
    keyof FoundBucketSettings
  >;
}

/** What is asked, and the defaults for the rest. */
export function filledIn(
  asked: { readonly [Name in keyof BucketSettings]?: BucketSettings[Name] | undefined },
  defaults: BucketSettings,
): BucketSettings {
  const given = Object.entries(asked).filter(
    ([name, value]) => value !== undefined && (BUCKET_SETTINGS as readonly string[]).includes(name),
  );
  const own = onlyBucketSettings(defaults);
  const filled: BucketSettings = { region: defaults.region, ...own, ...Object.fromEntries(given) };
  // The default key is for the default encryption.
  return asked.encryption === undefined || asked.encryption === defaults.encryption
    ? filled
    : { ...filled, encryptionKeyId: asked.encryptionKeyId ?? null };
}

/** How a bucket is encrypted, in one text. */
export function encryptionOf({
  encryption,
  encryptionKeyId: key,
}: Pick<FoundBucketSettings, 'encryption' | 'encryptionKeyId'>): string {
  return key === null ? encryption : `${encryption} ${key}`;
}

/**
 * What of these settings contradicts each other.
 *
 * @param nameOf how the input or the configuration calls a setting
 */
export function contradictions(
  { acl, blockPublicAccess, redundancy, storageClass, encryption, encryptionKeyId: key }: BucketSettings,
  nameOf: (setting: keyof BucketSettings) => string,
  open: string,
): InputProblem[] {
  return [
    ...(acl !== 'private' && blockPublicAccess
      ? [problemAt(nameOf('acl'), phrase('input.contradicts', { value: acl, setting: open }), 'private')]
      : []),
    ...(redundancy === 'ZRS' && /^(Deep)?ColdArchive$/.test(storageClass)
      ? [problemAt(nameOf('redundancy'), phrase('input.noZoneRedundancy', { storageClass }), 'LRS')]
      : []),
    ...(key !== null && encryption !== 'KMS'
      ? [
          problemAt(
            nameOf('encryptionKeyId'),
            phrase('input.contradicts', { value: key, setting: `encryption "${encryption}"` }),
          ),
        ]
      : []),
  ];
}
