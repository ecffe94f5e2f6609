import { z } from 'zod';
import { BUCKET_ACLS, ENCRYPTIONS, REDUNDANCIES, STORAGE_CLASSES } from './settings';
import {
  MAX_APPROVERS,
  MAX_INPUT_BYTES,
  MAX_POLICIES,
  MAX_RECIPIENTS,
  MAX_RECIPIENT_CHARACTERS,
} from './input-limits';
import { durationSchema, parseInput, type Parsed } from './input-problems';
import { personName } from './person';
import {
  bucketTags,
  ks3BucketName,
  ks3Endpoint,
  ossBucketName,
  ossRegion,
  ramDisplayName,
  ramUserName,
  seenText,
  sourcePrefix,
} from './resource-names';

/** The source as every input names it. */
export const sourceSchema = z.strictObject({
  bucket: ks3BucketName,
  prefix: sourcePrefix.optional(),
  endpoint: ks3Endpoint.optional(),
  region: seenText(64).optional(),
  profile: seenText(64).optional(),
  accessKey: z.enum(['use', 'create']).optional(),
});

const destination = z
  .strictObject({
    bucket: ossBucketName,
    region: ossRegion,
    storageClass: z.enum(STORAGE_CLASSES),
    redundancy: z.enum(REDUNDANCIES),
    acl: z.enum(BUCKET_ACLS),
    blockPublicAccess: z.boolean(),
    encryption: z.enum(ENCRYPTIONS),
    versioning: z.boolean(),
    tags: bucketTags,
    adopt: z.boolean(),
  })
  .partial();

const ramUser = z
  .strictObject({
    name: ramUserName,
    displayName: ramDisplayName,
    consoleLogon: z.boolean(),
    programmaticAccess: z.boolean(),
    passwordResetRequired: z.boolean(),
    policies: z.array(seenText(128)).min(1).max(MAX_POLICIES),
  })
  .partial();

const approval = z
  .strictObject({
    approvers: z.array(personName).min(1).max(MAX_APPROVERS),
    timeout: durationSchema,
    remindEvery: durationSchema,
    required: z.int().min(1).max(10),
    fourEyes: z.boolean(),
    requireComment: z.boolean(),
    requireSignatures: z.boolean(),
    requirePrincipals: z.boolean(),
    signRejections: z.boolean(),
    escalateAfter: durationSchema,
  })
  .partial();

/** age recipients that credentials are sealed to. */
export const recipientsSchema = z
  .array(z.string().min(1).max(MAX_RECIPIENT_CHARACTERS))
  .min(1)
  .max(MAX_RECIPIENTS);

const credentials = z
  .strictObject({
    recipients: recipientsSchema,
    expireAfter: durationSchema,
  })
  .partial();

const preparationInput = z.strictObject({
  source: sourceSchema,
  destination: destination.optional(),
  ramUser: ramUser.optional(),
  approval: approval.optional(),
  credentials: credentials.optional(),
  requestedBy: personName.optional(),
});

/** The input of `prepareMigration` as a person writes it: only `source.bucket` is required. */
export type PreparationInput = z.output<typeof preparationInput>;

const inventoryInput = z.strictObject({ source: sourceSchema });

/** The input of `inventoryBucket` as a person writes it. */
export type InventoryInput = z.output<typeof inventoryInput>;

/** A valid value for every field, shown beside each problem of that field. */
const EXAMPLES: Readonly<Record<string, unknown>> = {
  '': { source: { bucket: 'photos' } },
  source: { bucket: 'photos' },
  'source.bucket': 'photos',
  'source.prefix': 'archive/2024/',
  'source.endpoint': 'https://ks3-cn-beijing.ksyuncs.com',
  'source.region': 'BEIJING',
  'source.profile': 'default',
  'source.accessKey': 'use',
  destination: { bucket: 'photos-oss', region: 'cn-beijing' },
  'destination.bucket': 'photos-oss',
  'destination.region': 'cn-beijing',
  'destination.storageClass': 'Standard',
  'destination.redundancy': 'LRS',
  'destination.acl': 'private',
  'destination.blockPublicAccess': true,
  'destination.encryption': 'AES256',
  'destination.versioning': false,
  'destination.tags': { team: 'media' },
  'destination.adopt': false,
  ramUser: { name: 'mgw-photos' },
  'ramUser.name': 'mgw-photos',
  'ramUser.displayName': 'Migration-photos',
  'ramUser.consoleLogon': true,
  'ramUser.programmaticAccess': true,
  'ramUser.passwordResetRequired': false,
  'ramUser.policies': ['AliyunOSSFullAccess', 'AliyunMGWFullAccess'],
  approval: { timeout: '3 days', remindEvery: '8 hours', required: 1 },
  'approval.approvers': ['li.wei'],
  'approval.timeout': '3 days',
  'approval.remindEvery': '8 hours',
  'approval.required': 1,
  'approval.fourEyes': true,
  'approval.requireComment': true,
  'approval.requireSignatures': true,
  'approval.requirePrincipals': true,
  'approval.signRejections': true,
  'approval.escalateAfter': '1 day',
  requestedBy: 'li.wei',
  credentials: { recipients: ['age1…'], expireAfter: '30 days' },
  'credentials.recipients': ['age1…'],
  'credentials.expireAfter': '30 days',
};

/** Checks the input of `prepareMigration` and reports every problem at once. */
export function parsePreparationInput(raw: unknown): Parsed<PreparationInput> {
  return parseInput(preparationInput, raw, EXAMPLES, MAX_INPUT_BYTES);
}

/** Checks the input of `inventoryBucket` and reports every problem at once. */
export function parseInventoryInput(raw: unknown): Parsed<InventoryInput> {
  return parseInput(inventoryInput, raw, EXAMPLES, MAX_INPUT_BYTES);
}
