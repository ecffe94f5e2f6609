import { z } from 'zod';
import { approval } from './approval-schema';
import { MAX_POLICIES, MAX_RECIPIENTS, MAX_RECIPIENT_CHARACTERS } from '../../contracts/input-limits';
import { durationMs, durationSchema } from '../../contracts/input-problems';
import { endpointProblem } from '../../contracts/endpoint';
import { graceSchema } from '../../contracts/lifecycle-input';
import { ossBucketName, ossRegion } from '../../contracts/resource-names';
import { resultVerificationKey } from '../../provisioning/trust/result-key';
import { BUCKET_ACLS, ENCRYPTIONS, REDUNDANCIES, STORAGE_CLASSES } from '../../contracts/settings';
import { notifyTables } from './notify-channels';
import { originProblem, publicUrlProblem } from './web-addresses';
import { say } from '../../presentation/words/words';

/** The word for credentials that have no date of expiry. */
export const NEVER = 'never';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;
export const LOG_FORMATS = ['text', 'json'] as const;

const word = z.string().regex(/^\S{1,256}$/, { error: 'must be a text without white space' });

/** Profiles, namespaces and the like, each of which somebody has written down by hand. */
const MAX_ENTRIES = 100;

/** The word for a source whose IAM is not to be asked. */
export const NO_IAM = 'none';

const endpointOr = (otherwise?: string) =>
  z.string().superRefine((text, context) => {
    const problem = text === otherwise ? null : endpointProblem(text);
    if (problem !== null) {
      context.addIssue({ code: 'custom', message: say('en', problem) });
    }
  });
const endpoint = endpointOr();

const source = z.strictObject({
  endpoint,
  region: word,
  allowed_endpoints: z.array(endpoint).default([]),
  allowed_regions: z.array(word).default([]),
  access_key_id: word,
  path_style: z.boolean().default(false),
  ca_file: word.optional(),
  iam_endpoint: endpointOr(NO_IAM).optional(),
  iam_region: word.default('cn-beijing-6'),
  iam_access_key_id: word.optional(),
});

const profileName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

const sources = z.record(z.string(), source).superRefine((profiles, context) => {
  if (Object.keys(profiles).length === 0) {
    context.addIssue({ code: 'custom', message: 'holds no profile; give [source.default]' });
  }
  if (Object.keys(profiles).length > MAX_ENTRIES) {
    context.addIssue({ code: 'custom', message: `holds more than ${MAX_ENTRIES} profiles` });
  }
  for (const name of Object.keys(profiles).filter((one) => !profileName.test(one))) {
    const message = 'is not a profile name: letters, digits, hyphens and underscores';
    context.addIssue({ code: 'custom', path: [name], message });
  }
});

const alibaba = z.strictObject({
  account_id: z
    .string()
    .regex(/^\d{5,20}$/, { error: 'is not an account ID: its digits, as a text in quotes' }),
  site: z.enum(['china', 'international']).default('china'),
  access_key_id: word,
  oss_endpoint: endpoint.optional(),
  ram_endpoint: endpoint.optional(),
  sts_endpoint: endpoint.optional(),
});

const policyNames = z.array(z.string().min(1).max(128)).min(1).max(MAX_POLICIES);

const defaults = z.strictObject({
  region: ossRegion,
  storage_class: z.enum(STORAGE_CLASSES).default('Standard'),
  redundancy: z.enum(REDUNDANCIES).default('LRS'),
  acl: z.enum(BUCKET_ACLS).default('private'),
  block_public_access: z.boolean().default(true),
  encryption: z.enum(ENCRYPTIONS).default('AES256'),
  versioning: z.boolean().default(false),
  policies: policyNames.default(['legacy']),
  allowed_policies: policyNames.optional(),
});

const expiry = z.string().superRefine((text, context) => {
  const parsed = text === NEVER ? undefined : durationSchema.safeParse(text);
  for (const { message } of parsed?.error?.issues ?? []) {
    const words = durationMs(text) === null ? `${message} and not "${NEVER}"` : message;
    context.addIssue({ code: 'custom', message: words });
  }
});

const recipient = z.string().trim().min(1).max(MAX_RECIPIENT_CHARACTERS);

const credentials = z.strictObject({
  recipients: z.array(recipient).max(MAX_RECIPIENTS).default([]),
  allowed_recipients: z.array(recipient).min(1).max(MAX_ENTRIES).optional(),
  expire_after: expiry.default('30 days'),
});

const lifecycle = z.strictObject({
  grace: graceSchema.default('10 minutes'),
  confirm_within: durationSchema.default('7 days'),
  sweep_every: durationSchema.default('1 hour'),
});

/** A path in front of others: empty, or segments of which none is `.` or `..`; the last `/` may be left out. */
const pathPrefix = z
  .string()
  .max(512)
  .regex(/^([A-Za-z0-9._@=-]+(\/[A-Za-z0-9._@=-]+)*\/?)?$/, {
    error: 'must be letters, digits, - _ . @ = and / in between, without a leading /',
  })
  .refine((text) => !text.split('/').some((segment) => segment === '.' || segment === '..'), {
    error: 'must not hold . or .. as a segment',
  })
  .transform((text) => (text === '' || text.endsWith('/') ? text : `${text}/`));

const mount = z.string().regex(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/, {
  error: 'must be the path of a mount, without slashes at its ends',
});

const delivery = z.strictObject({
  oss: z
    .strictObject({
      bucket: ossBucketName,
      region: ossRegion,
      prefix: pathPrefix.default('ks3-oss-prep/'),
    })
    .optional(),
  vault: z
    .strictObject({
      address: endpoint,
      mount: mount.default('secret'),
      prefix: pathPrefix.default('ks3-oss-prep/'),
      content: z.enum(['sealed', 'plain']).default('sealed'),
      namespace: word.optional(),
      role_id: word.optional(),
      approle_mount: mount.default('approle'),
      ca_file: word.optional(),
    })
    .optional(),
});

const inventory = z.strictObject({
  concurrency: z.int().min(1).max(512).default(32),
  parallel_slices: z.int().min(1).max(64).default(2),
});

const webUi = z
  .string()
  .trim()
  .refine((text) => text === '' || (URL.canParse(text) && /^https?:\/\/[^?#@]+$/.test(text)), {
    error: 'is not the address of a web page',
  });

const port = z.int().min(0).max(65_535);

const worker = z.strictObject({
  http_port: port.default(0),
  http_host: word.default('127.0.0.1'),
  metrics_port: port.default(0),
  max_concurrent_activities: z.int().min(1).max(1000).default(20),
  log_level: z.enum(LOG_LEVELS).default('info'),
  log_format: z.enum(LOG_FORMATS).default('text'),
  shutdown_grace: durationSchema.default('30 seconds'),
  deployment_name: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,128}$/, { error: 'must be letters, digits, - and _' })
    .optional(),
  build_id: word.optional(),
  web_ui: webUi.optional(),
});

const trust = z.strictObject({
  public_keys: z
    .array(
      z.string().refine((text) => resultVerificationKey(text) !== null, {
        error: 'is not the public key of a worker, which npx prep keygen --worker-key prints',
      }),
    )
    .max(100)
    .default([]),
});

const payloadEncryption = z.strictObject({ accept_namespaces: z.array(word).max(MAX_ENTRIES).default([]) });

const origin = z.string().superRefine((text, context) => {
  const problem = originProblem(text);
  if (problem !== null) {
    context.addIssue({ code: 'custom', message: say('en', problem) });
  }
});

const publicUrl = z.string().superRefine((text, context) => {
  const problem = publicUrlProblem(text);
  if (problem !== null) {
    context.addIssue({ code: 'custom', message: say('en', problem) });
  }
});

const codecEndpoint = z.strictObject({
  public_url: publicUrl.optional(),
  origins: z.array(origin).min(1).max(MAX_ENTRIES),
  temporal_tokens: z.boolean().default(false),
});

/** The tables of the file by themselves, for checks across the settings of one. */
export const tables = {
  approval,
  credentials,
  defaults,
  delivery,
  worker,
  trust,
  payload_encryption: payloadEncryption,
  codec_endpoint: codecEndpoint,
} as const;

/** The file with the environment over it, secrets taken out. */
export const settingsSchema = z.strictObject({
  source: sources,
  alibaba,
  defaults,
  approval: approval.prefault({}),
  credentials: credentials.prefault({}),
  lifecycle: lifecycle.prefault({}),
  delivery: delivery.prefault({}),
  inventory: inventory.prefault({}),
  worker: worker.prefault({}),
  notify: notifyTables.default([]),
  trust: trust.prefault({}),
  payload_encryption: payloadEncryption.prefault({}),
  codec_endpoint: codecEndpoint.optional(),
});

/** The payload encryption by itself, for who needs nothing else. */
export const payloadEncryptionSchema = z.strictObject({ payload_encryption: payloadEncryption });

/** What verifies results by itself, for who needs nothing else. */
export const trustSchema = z.strictObject({ trust });

export type FileSettings = z.output<typeof settingsSchema>;
