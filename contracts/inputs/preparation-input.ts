import { z } from 'zod';
import { bucketSettings } from './bucket-settings';
import { examplesOf } from './schema-fields';
import {
  MAX_APPROVERS,
  MAX_INPUT_BYTES,
  MAX_POLICIES,
  MAX_RECIPIENTS,
  MAX_RECIPIENT_CHARACTERS,
} from './input-limits';
import { durationSchema, parseInput, type Parsed } from './input-problems';
import { preparationBucketIn, preparationWorkflowId, withoutFiring } from '../names';
import { otherRunProblems } from './other-run';
import { personName } from '../approval/person';
import { defaultDestination, preparationId } from '../runs/preparation-id';
import {
  bucketTags,
  ks3BucketName,
  ks3Endpoint,
  ossBucketName,
  ramDisplayName,
  ramUserName,
  seenText,
  sourcePrefix,
} from './resource-names';

/** The least that every input says. */
export const INPUT_EXAMPLE = { source: { bucket: 'photos' } };

/** The source as every input names it. */
export const sourceSchema = () =>
  z
    .strictObject({
      bucket: ks3BucketName().meta({ example: 'photos' }),
      prefix: sourcePrefix().meta({ example: 'archive/2024/' }).optional(),
      endpoint: ks3Endpoint().meta({ example: 'https://ks3-cn-beijing.ksyuncs.com' }).optional(),
      region: seenText(64).meta({ example: 'BEIJING' }).optional(),
      profile: seenText(64).meta({ example: 'default' }).optional(),
      accessKey: z.enum(['use', 'create']).meta({ example: 'use' }).optional(),
    })
    .meta({ example: INPUT_EXAMPLE.source });

const destination = z
  .strictObject({
    bucket: ossBucketName().meta({ example: 'photos-oss' }),
    ...bucketSettings(),
    tags: bucketTags().meta({ example: { team: 'media' } }),
    adopt: z.boolean().meta({ example: false }),
  })
  .partial()
  .meta({ example: { bucket: 'photos-oss', region: 'cn-beijing' } });

const ramUser = z
  .strictObject({
    name: ramUserName().meta({ example: 'mgw-photos' }),
    displayName: ramDisplayName().meta({ example: 'Migration-photos' }),
    consoleLogon: z.boolean().meta({ example: true }),
    programmaticAccess: z.boolean().meta({ example: true }),
    passwordResetRequired: z.boolean().meta({ example: false }),
    policies: z
      .array(seenText(128))
      .min(1)
      .max(MAX_POLICIES)
      .meta({ example: ['AliyunOSSFullAccess', 'AliyunMGWFullAccess'] }),
  })
  .partial()
  .meta({ example: { name: 'mgw-photos' } });

const flag = z.boolean().meta({ example: true });

/** How an input tightens the configured approval. */
export const approvalSchema = () =>
  z
    .strictObject({
      approvers: z
        .array(personName())
        .min(1)
        .max(MAX_APPROVERS)
        .meta({ example: ['li.wei'] }),
      timeout: durationSchema().meta({ example: '3 days' }),
      remindEvery: durationSchema().meta({ example: '8 hours' }),
      required: z.int().min(1).max(10).meta({ example: 1 }),
      fourEyes: flag,
      requireComment: flag,
      requireSignatures: flag,
      requirePrincipals: flag,
      signRejections: flag,
      escalateAfter: durationSchema().meta({ example: '1 day' }),
    })
    .partial()
    .meta({ example: { timeout: '3 days', remindEvery: '8 hours', required: 1 } });

/** age recipients that credentials are sealed to. */
export const recipientsSchema = () =>
  z
    .array(z.string().min(1).max(MAX_RECIPIENT_CHARACTERS))
    .min(1)
    .max(MAX_RECIPIENTS)
    .meta({ example: ['age1…'] });

const credentials = z
  .strictObject({
    recipients: recipientsSchema(),
    expireAfter: durationSchema().meta({ example: '30 days' }),
  })
  .partial()
  .meta({ example: { recipients: ['age1…'], expireAfter: '30 days' } });

/** How long the run waits for somebody to fix a problem; then it ends and cleans up. */
const actionRequired = z
  .strictObject({
    timeout: durationSchema().meta({ example: '2 days' }),
    remindEvery: durationSchema().meta({ example: '8 hours' }),
  })
  .partial()
  .meta({ example: { timeout: '2 days' } });

const preparationInput = z
  .strictObject({
    source: sourceSchema(),
    destination: destination.optional(),
    ramUser: ramUser.optional(),
    approval: approvalSchema().optional(),
    credentials: credentials.optional(),
    actionRequired: actionRequired.optional(),
    requestedBy: personName().meta({ example: 'li.wei' }).optional(),
  })
  .meta({ example: INPUT_EXAMPLE });

/** The input of `prepareMigration` as a person writes it: only `source.bucket` is required. */
export type PreparationInput = z.output<typeof preparationInput>;

const inventoryInput = z.strictObject({ source: sourceSchema() }).meta({ example: INPUT_EXAMPLE });

/** The input of `inventoryBucket` as a person writes it. */
export type InventoryInput = z.output<typeof inventoryInput>;

const EXAMPLES = examplesOf(preparationInput);
const INVENTORY_EXAMPLES = examplesOf(inventoryInput);

/**
 * Checks the input of `prepareMigration` and reports every problem at once.
 *
 * @param workflowId of its run, if that is to be checked: it must not name another one
 */
export function parsePreparationInput(raw: unknown, workflowId = ''): Parsed<PreparationInput> {
  const parsed = parseInput(preparationInput, raw, examplesUnder(workflowId), MAX_INPUT_BYTES);
  if (!parsed.ok) {
    return parsed;
  }
  const { bucket } = parsed.value.source;
  const problems = otherRunProblems(workflowId, preparationWorkflowId(bucket));
  return problems.length === 0 ? parsed : { ok: false, problems };
}

/** The examples of a bucket are of the one that the workflow ID names: what is copied from them works under it. */
function examplesUnder(workflowId: string): Readonly<Record<string, unknown>> {
  const whole = inputNamedBy(workflowId);
  return { ...EXAMPLES, '': whole, source: whole.source, 'source.bucket': whole.source.bucket };
}

/** The least input of a run: of the bucket that its workflow ID names, or of any. */
export function inputNamedBy(workflowId: string): { readonly source: { readonly bucket: string } } {
  const bucket = preparationBucketIn(withoutFiring(workflowId));
  return ks3BucketName().safeParse(bucket).success ? { source: { bucket: bucket as string } } : INPUT_EXAMPLE;
}

/** The key of ownership that the runs of an input share, whatever the configuration of the worker. */
export function preparationIdOf({ source, ...input }: PreparationInput): string {
  return preparationId({
    source: { bucket: source.bucket, prefix: source.prefix ?? '' },
    destination: { bucket: input.destination?.bucket ?? defaultDestination(source.bucket) },
  });
}

/** Checks the input of `inventoryBucket` and reports every problem at once. */
export function parseInventoryInput(raw: unknown): Parsed<InventoryInput> {
  return parseInput(inventoryInput, raw, INVENTORY_EXAMPLES, MAX_INPUT_BYTES);
}
