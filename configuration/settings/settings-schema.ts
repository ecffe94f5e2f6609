import { z } from 'zod';
import { USUAL_ATTENTION } from '../../contracts/runs/attention';
import { BUCKET_DEFAULTS, bucketSettings, type BucketSettings } from '../../contracts/inputs/bucket-settings';
import { endpointProblem } from '../../contracts/inputs/endpoint';
import { MAX_POLICIES, MAX_RECIPIENTS, MAX_RECIPIENT_CHARACTERS } from '../../contracts/inputs/input-limits';
import { durationMs, durationText } from '../../contracts/duration';
import { durationOr, durationSchema, refused, textLike, unless } from '../../contracts/inputs/input-problems';
import { graceMs, graceSchema } from '../../contracts/inputs/grace';
import { NOTIFICATION_EVENTS, NOTIFY_KINDS } from '../../contracts/runs/notification';
import { ossBucketName, ossRegion } from '../../contracts/inputs/resource-names';
import { Secret } from '../../contracts/credentials/secret';
import { LANGUAGES } from '../../presentation/words/language';
import { phrase } from '../../presentation/words/words';
import { resultVerificationKey } from '../../provisioning/trust/result-key';
import { approval } from './approval-schema';
import { snakeCased } from './snake-case';
import { strayCharacter } from './stray-character';
import { originProblem, publicUrlProblem } from './web-addresses';

/** The word for credentials that have no date of expiry. */
const NEVER = 'never';
/** The value for a source without IAM. */
export const NO_IAM = 'none';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;
export const LOG_FORMATS = ['text', 'json'] as const;

/** Profiles, namespaces and the like, each of which somebody has written down by hand. */
const MAX_ENTRIES = 100;

const word = textLike(/^\S{1,256}$/, phrase('configuration.whiteSpace'));

/** An AccessKey ID. What is wrong with the key as a whole is checked once its secret has been read. */
const accessKeyId = z
  .string()
  .superRefine(unless((text) => (text === '' ? phrase('configuration.emptyText') : strayCharacter(text))))
  .pipe(word);

const endpointOr = (otherwise?: string) =>
  z.string().superRefine(unless((text) => (text === otherwise ? null : endpointProblem(text))));
const endpoint = endpointOr();

/**
 * A secret. The file refers to it (`NAME_file`, `NAME_env`); the environment may also contain it (ENV, or ENV_FILE
 * for its file). It is read before the schema sees it.
 *
 * @param example of its file and of its variable
 */
const secret = (example: { file: string; env: string }, env?: string) =>
  z.instanceof(Secret).meta({ example, env });

/** A duration in words, which becomes milliseconds. */
const duration = durationSchema().transform((text) => durationMs(text) ?? 0);

const source = z.strictObject({
  endpoint: endpoint.meta({ env: 'KS3_ENDPOINT', example: 'https://ks3-cn-beijing.ksyuncs.com' }),
  region: word.meta({ env: 'KS3_REGION', example: 'BEIJING' }),
  allowed_endpoints: z
    .array(endpoint)
    .default([])
    .meta({ env: 'KS3_ALLOWED_ENDPOINTS', example: ['https://ks3-cn-shanghai.ksyuncs.com'] }),
  allowed_regions: z
    .array(word)
    .default([])
    .meta({ env: 'KS3_ALLOWED_REGIONS', example: ['SHANGHAI'] }),
  access_key_id: accessKeyId.meta({ env: 'KS3_ACCESS_KEY_ID', example: 'AKLT…' }),
  access_key_secret: secret({ file: '/run/secrets/ks3', env: 'KS3_SECRET' }, 'KS3_ACCESS_KEY_SECRET'),
  session_token: secret({ file: '/run/secrets/ks3-token', env: 'KS3_TOKEN' }, 'KS3_SESSION_TOKEN').optional(),
  path_style: z.boolean().default(false).meta({ env: 'KS3_PATH_STYLE', example: false }),
  ca_file: word.optional().meta({ env: 'KS3_CA_FILE', example: '/etc/ssl/ks3-ca.pem' }),
  iam_endpoint: endpointOr(NO_IAM)
    .optional()
    .meta({ env: 'KS3_IAM_ENDPOINT', example: 'https://iam.api.ksyun.com' }),
  iam_region: word.default('cn-beijing-6').meta({ env: 'KS3_IAM_REGION', example: 'cn-beijing-6' }),
  iam_access_key_id: accessKeyId.optional().meta({ env: 'KS3_IAM_ACCESS_KEY_ID', example: 'AKLT…' }),
  iam_access_key_secret: secret(
    { file: '/run/secrets/ksyun-iam', env: 'KSYUN_IAM_SECRET' },
    'KS3_IAM_ACCESS_KEY_SECRET',
  ).optional(),
});

const profileName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

const sources = z
  .record(z.string(), source)
  .superRefine((profiles, context) => {
    const names = Object.keys(profiles);
    if (names.length === 0) {
      context.addIssue({ code: 'custom', ...refused(phrase('configuration.noProfile')) });
    }
    if (names.length > MAX_ENTRIES) {
      const problem = phrase('configuration.tooManyProfiles', { most: MAX_ENTRIES });
      context.addIssue({ code: 'custom', ...refused(problem) });
    }
    for (const name of names.filter((one) => !profileName.test(one))) {
      context.addIssue({ code: 'custom', path: [name], ...refused(phrase('configuration.profileName')) });
    }
  })
  .meta({ example: { default: { endpoint: 'https://ks3-cn-beijing.ksyuncs.com' } } });

const alibaba = z
  .strictObject({
    account_id: textLike(/^\d{5,20}$/, phrase('configuration.accountId')).meta({
      env: 'ALIBABA_ACCOUNT_ID',
      example: '1234567890123456',
    }),
    site: z.enum(['china', 'international']).default('china').meta({ env: 'ALIBABA_SITE', example: 'china' }),
    access_key_id: accessKeyId.meta({ env: 'ALIBABA_ACCESS_KEY_ID', example: 'LTAI…' }),
    access_key_secret: secret(
      { file: '/run/secrets/alibaba', env: 'ALIBABA_SECRET' },
      'ALIBABA_ACCESS_KEY_SECRET',
    ),
    security_token: secret(
      { file: '/run/secrets/alibaba-token', env: 'ALIBABA_TOKEN' },
      'ALIBABA_SECURITY_TOKEN',
    ).optional(),
    oss_endpoint: endpoint.optional().meta({
      env: 'ALIBABA_OSS_ENDPOINT',
      example: 'https://oss-cn-beijing-internal.aliyuncs.com',
    }),
    ram_endpoint: endpoint
      .optional()
      .meta({ env: 'ALIBABA_RAM_ENDPOINT', example: 'https://ram.aliyuncs.com' }),
    sts_endpoint: endpoint
      .optional()
      .meta({ env: 'ALIBABA_STS_ENDPOINT', example: 'https://sts.cn-beijing.aliyuncs.com' }),
    mgw_endpoint: endpoint.optional().meta({
      env: 'ALIBABA_MGW_ENDPOINT',
      example: 'https://1234567890123456.cn-beijing.mgw-internal.aliyuncs.com',
    }),
    oss_domains: z
      .record(ossBucketName(), endpoint)
      .optional()
      .meta({ example: { 'photos-oss': 'https://photos.example.com' } }),
  })
  .meta({ example: { account_id: '1234567890123456' } });

const policyNames = z.array(z.string().min(1).max(128)).min(1).max(MAX_POLICIES);

/** The settings of a bucket, with a default unless it has none. */
const bucketDefaults = Object.fromEntries(
  Object.entries<z.ZodType>(bucketSettings()).map(([name, form]) => {
    const fallback = BUCKET_DEFAULTS[name as keyof typeof BUCKET_DEFAULTS] as unknown;
    return [name, fallback === undefined ? form : form.default(fallback)];
  }),
) as { [Name in keyof BucketSettings]: z.ZodType<BucketSettings[Name]> };

const defaults = z
  .strictObject({
    ...snakeCased(bucketDefaults),
    policies: policyNames.default(['legacy']).meta({ env: 'PREP_POLICIES', example: ['legacy'] }),
    allowed_policies: policyNames
      .nullable()
      .default(null)
      .meta({ env: 'PREP_ALLOWED_POLICIES', example: ['legacy', 'current'] }),
  })
  .meta({ example: { region: 'cn-beijing' } });

const expiry = durationOr(NEVER).transform((text) => (text === NEVER ? null : durationMs(text)));

const recipient = z.string().trim().min(1).max(MAX_RECIPIENT_CHARACTERS);

const credentials = z
  .strictObject({
    recipients: z
      .array(recipient)
      .max(MAX_RECIPIENTS)
      .default([])
      .meta({ env: 'PREP_RECIPIENTS', example: ['age1…'] }),
    allowed_recipients: z
      .array(recipient)
      .min(1)
      .max(MAX_ENTRIES)
      .nullable()
      .default(null)
      .meta({ env: 'PREP_ALLOWED_RECIPIENTS', example: ['age1…'] }),
    expire_after: expiry.prefault('30 days').meta({ env: 'PREP_EXPIRE_AFTER', example: '30 days' }),
  })
  .meta({ example: { expire_after: '30 days' } });

const actionRequired = z
  .strictObject({
    remind_every: duration
      .prefault(durationText(USUAL_ATTENTION.remindEveryMs))
      .meta({ env: 'PREP_ACTION_REMIND_EVERY', example: '8 hours' }),
    escalate_after: z
      .int()
      .min(1)
      .max(100)
      .nullable()
      .default(USUAL_ATTENTION.escalateAfter)
      .meta({ env: 'PREP_ACTION_ESCALATE_AFTER', example: 3 }),
    timeout: expiry.prefault(NEVER).meta({ env: 'PREP_ACTION_TIMEOUT', example: '7 days' }),
    scheduled_timeout: duration
      .prefault(durationText(USUAL_ATTENTION.scheduledTimeoutMs))
      .meta({ env: 'PREP_ACTION_SCHEDULED_TIMEOUT', example: '2 days' }),
  })
  .meta({ example: { remind_every: '8 hours' } });

const lifecycle = z
  .strictObject({
    grace: graceSchema()
      .transform(graceMs)
      .prefault('10 minutes')
      .meta({ env: 'PREP_LIFECYCLE_GRACE', example: '10 minutes' }),
    confirm_within: duration
      .prefault('7 days')
      .meta({ env: 'PREP_LIFECYCLE_CONFIRM_WITHIN', example: '7 days' }),
    sweep_every: duration.prefault('1 hour').meta({ env: 'PREP_LIFECYCLE_SWEEP_EVERY', example: '1 hour' }),
  })
  .meta({ example: { grace: '10 minutes' } });

/** A path in front of others: empty, or segments of which none is `.` or `..`; the last `/` may be left out. */
const pathPrefix = z
  .string()
  .max(512)
  .superRefine(
    unless((text) => {
      if (!/^([A-Za-z0-9._@=-]+(\/[A-Za-z0-9._@=-]+)*\/?)?$/.test(text)) {
        return phrase('configuration.pathPrefix');
      }
      return text.split('/').some((segment) => segment === '.' || segment === '..')
        ? phrase('configuration.dotSegment')
        : null;
    }),
  )
  .transform((text) => (text === '' || text.endsWith('/') ? text : `${text}/`));

const mount = textLike(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/, phrase('configuration.mount'));

const delivery = z
  .strictObject({
    oss: z
      .strictObject({
        bucket: ossBucketName().meta({ env: 'PREP_DELIVERY_OSS_BUCKET', example: 'sealed-credentials' }),
        region: ossRegion().meta({ env: 'PREP_DELIVERY_OSS_REGION', example: 'cn-beijing' }),
        prefix: pathPrefix
          .default('ks3-oss-prep/')
          .meta({ env: 'PREP_DELIVERY_OSS_PREFIX', example: 'ks3-oss-prep/' }),
      })
      .optional()
      .meta({ example: { bucket: 'sealed-credentials', region: 'cn-beijing' } }),
    vault: z
      .strictObject({
        address: endpoint.meta({
          env: 'PREP_DELIVERY_VAULT_ADDRESS',
          example: 'https://vault.example.com:8200',
        }),
        mount: mount.default('secret').meta({ env: 'PREP_DELIVERY_VAULT_MOUNT', example: 'secret' }),
        prefix: pathPrefix
          .default('ks3-oss-prep/')
          .meta({ env: 'PREP_DELIVERY_VAULT_PREFIX', example: 'ks3-oss-prep/' }),
        content: z
          .enum(['sealed', 'plain'])
          .default('sealed')
          .meta({ env: 'PREP_DELIVERY_VAULT_CONTENT', example: 'sealed' }),
        namespace: word.optional().meta({ env: 'PREP_DELIVERY_VAULT_NAMESPACE', example: 'migration' }),
        ca_file: word
          .optional()
          .meta({ env: 'PREP_DELIVERY_VAULT_CA_FILE', example: '/etc/ssl/vault-ca.pem' }),
        token: secret(
          { file: '/run/secrets/vault', env: 'VAULT_SECRET' },
          'PREP_DELIVERY_VAULT_TOKEN',
        ).optional(),
        role_id: word.optional().meta({
          env: 'PREP_DELIVERY_VAULT_ROLE_ID',
          example: 'a1b2c3d4-0000-0000-0000-000000000000',
        }),
        secret_id: secret(
          { file: '/run/secrets/vault-secret-id', env: 'VAULT_SECRET_ID' },
          'PREP_DELIVERY_VAULT_SECRET_ID',
        ).optional(),
        approle_mount: mount
          .default('approle')
          .meta({ env: 'PREP_DELIVERY_VAULT_APPROLE_MOUNT', example: 'approle' }),
      })
      .optional()
      .meta({ example: { address: 'https://vault.example.com:8200', token_file: '/run/secrets/vault' } }),
  })
  .meta({ example: { oss: { bucket: 'sealed-credentials', region: 'cn-beijing' } } });

const inventory = z
  .strictObject({
    concurrency: z.int().min(1).max(512).default(32).meta({ env: 'PREP_INVENTORY_CONCURRENCY', example: 32 }),
    parallel_slices: z
      .int()
      .min(1)
      .max(64)
      .default(2)
      .meta({ env: 'PREP_INVENTORY_PARALLEL_SLICES', example: 2 }),
  })
  .meta({ example: { concurrency: 32 } });

const migration = z
  .strictObject({
    role: textLike(/^[a-z0-9][a-z0-9-]{0,63}$/, phrase('configuration.migrationRole'))
      .optional()
      .meta({ env: 'PREP_MIGRATION_ROLE', example: 'oss-import-photos' }),
    region: ossRegion().optional().meta({ env: 'PREP_MIGRATION_REGION', example: 'cn-beijing' }),
    source_prefix: z
      .enum(['dropped', 'kept'])
      .default('dropped')
      .meta({ env: 'PREP_MIGRATION_SOURCE_PREFIX', example: 'dropped' }),
    watch_every: duration
      .prefault('1 minute')
      .meta({ env: 'PREP_MIGRATION_WATCH_EVERY', example: '1 minute' }),
  })
  .meta({ example: { role: 'oss-import-photos' } });

const webUi = z
  .string()
  .trim()
  .refine(
    (text) => text === '' || (URL.canParse(text) && /^https?:\/\/[^?#@]+$/.test(text)),
    refused(phrase('configuration.webPage')),
  );

const port = z.int().min(0).max(65_535).default(0);

const worker = z
  .strictObject({
    http_port: port.meta({ env: 'PREP_HTTP_PORT', example: 9090 }),
    http_host: word.default('127.0.0.1').meta({ env: 'PREP_HTTP_HOST', example: '127.0.0.1' }),
    metrics_port: port.meta({ env: 'PREP_METRICS_PORT', example: 9464 }),
    max_concurrent_activities: z
      .int()
      .min(1)
      .max(1000)
      .default(20)
      .meta({ env: 'PREP_MAX_CONCURRENT_ACTIVITIES', example: 20 }),
    log_level: z.enum(LOG_LEVELS).default('info').meta({ env: 'PREP_LOG_LEVEL', example: 'info' }),
    log_format: z.enum(LOG_FORMATS).default('text').meta({ env: 'PREP_LOG_FORMAT', example: 'json' }),
    shutdown_grace: duration
      .prefault('30 seconds')
      .meta({ env: 'PREP_SHUTDOWN_GRACE', example: '30 seconds' }),
    deployment_name: textLike(/^[A-Za-z0-9_-]{1,128}$/, phrase('input.plainWord'))
      .optional()
      .meta({ env: 'PREP_DEPLOYMENT_NAME', example: 'ks3-oss-prep' }),
    build_id: word.optional().meta({ env: 'PREP_BUILD_ID', example: '2026-11-24.1' }),
    web_ui: webUi
      .nullable()
      .default(null)
      .meta({ env: 'TEMPORAL_UI', example: 'https://temporal.example.com' }),
  })
  .meta({ example: { http_port: 9090 } });

const trust = z
  .strictObject({
    keys: secret({ file: '/run/secrets/worker-keys', env: 'WORKER_KEYS' }, 'PREP_TRUST_KEYS').optional(),
    public_keys: z
      .array(
        z
          .string()
          .refine((text) => resultVerificationKey(text) !== null, refused(phrase('configuration.publicKey'))),
      )
      .max(100)
      .default([])
      .meta({ env: 'PREP_TRUST_PUBLIC_KEYS', example: ['prep-pub-…'] }),
  })
  .meta({ example: { keys_file: '/run/secrets/worker-keys' } });

const payloadEncryption = z
  .strictObject({
    keys: secret({ file: '/run/secrets/payload-keys', env: 'PAYLOAD_KEYS' }, 'PREP_PAYLOAD_KEYS'),
    accept_namespaces: z
      .array(word)
      .max(MAX_ENTRIES)
      .default([])
      .meta({ env: 'PREP_PAYLOAD_ACCEPT_NAMESPACES', example: ['migration-old'] }),
  })
  .meta({ example: { keys_file: '/run/secrets/payload-keys' } });

const codecEndpoint = z
  .strictObject({
    origins: z
      .array(z.string().superRefine(unless(originProblem)))
      .min(1)
      .max(MAX_ENTRIES)
      .meta({ env: 'PREP_CODEC_ORIGINS', example: ['https://temporal.example.com'] }),
    public_url: z
      .string()
      .superRefine(unless(publicUrlProblem))
      .optional()
      .meta({ env: 'PREP_CODEC_PUBLIC_URL', example: 'https://codec.example.com/codec' }),
    tokens: secret(
      { file: '/run/secrets/codec-tokens', env: 'CODEC_TOKENS' },
      'PREP_CODEC_TOKENS',
    ).optional(),
    temporal_tokens: z.boolean().default(false).meta({ env: 'PREP_CODEC_TEMPORAL_TOKENS', example: true }),
  })
  .meta({
    example: { origins: ['https://temporal.example.com'], tokens_file: '/run/secrets/codec-tokens' },
  });

const notifyTable = z.strictObject({
  name: textLike(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, phrase('configuration.channelName')).meta({
    example: 'ops',
  }),
  kind: z.enum(NOTIFY_KINDS).meta({ example: 'dingtalk' }),
  /** The whole URL is a secret: it holds a token. */
  url: secret({ file: '/run/secrets/dingtalk-url', env: 'DINGTALK_URL' }),
  secret: secret({ file: '/run/secrets/dingtalk-sign', env: 'DINGTALK_SIGN' }).optional(),
  events: z
    .array(z.enum(NOTIFICATION_EVENTS))
    .min(1)
    .max(NOTIFICATION_EVENTS.length)
    .default([...NOTIFICATION_EVENTS])
    .meta({ example: ['waiting', 'attention'] }),
  /** Left out: the worker's. */
  language: z.enum(LANGUAGES).optional().meta({ example: 'zh' }),
});

/** Every table of the file by itself, for checks across the settings of one. */
export const tables = {
  source: sources,
  alibaba,
  defaults,
  approval: approval.prefault({}),
  credentials: credentials.prefault({}),
  lifecycle: lifecycle.prefault({}),
  action_required: actionRequired.prefault({}),
  delivery: delivery.prefault({}),
  inventory: inventory.prefault({}),
  migration: migration.prefault({}),
  worker: worker.prefault({}),
  trust: trust.prefault({}),
  payload_encryption: payloadEncryption.optional(),
  codec_endpoint: codecEndpoint.optional(),
  notify: z
    .array(notifyTable)
    .max(50)
    .default([])
    .meta({ example: [{ name: 'ops', kind: 'dingtalk', url_env: 'DINGTALK_URL' }] }),
} as const;

/** One `[[notify]]` table. */
export const channelSchema = notifyTable;

/** The file with the environment over it, and secrets in their places. */
export const settingsSchema = z.strictObject({
  language: z.enum(LANGUAGES).default('en').meta({ env: 'PREP_LANGUAGE', example: 'zh' }),
  ...tables,
});

export type FileSettings = z.output<typeof settingsSchema>;
