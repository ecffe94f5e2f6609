import { z } from 'zod';
import { AT_EXPIRY, AT_ONCE } from './credential-lifecycle';
import { durationMs, durationSchema, parseInput, type Parsed } from './input-problems';
import { personName } from './person';
import { recipientsSchema, sourceSchema } from './preparation-input';
import { MAX_INPUT_BYTES } from './input-limits';
import { ossBucketName, ossRegion, ramUserName } from './resource-names';

/** The word for a removal that does not wait. */
export const NO_GRACE = 'none';

/** A time to wait in words, or `none`. */
export const graceSchema = z.string().superRefine((text, context) => {
  const parsed = text === NO_GRACE ? undefined : durationSchema.safeParse(text);
  for (const { message } of parsed?.error?.issues ?? []) {
    context.addIssue({ code: 'custom', message: `${message} and not "${NO_GRACE}"` });
  }
});

/** Milliseconds of a checked grace. */
export function graceMs(grace: string): number {
  return grace === NO_GRACE ? 0 : (durationMs(grace) ?? 0);
}

const time = z.string().superRefine((text, context) => {
  if (
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(text) ||
    Number.isNaN(Date.parse(text))
  ) {
    context.addIssue({ code: 'custom', message: 'is not a time such as 2026-12-24T10:00:00Z' });
  }
});

/** Which credentials: everything is named as a preparation names it where nothing else is said. */
const which = {
  ramUser: z.strictObject({ name: ramUserName }).optional(),
  destination: z.strictObject({ bucket: ossBucketName, region: ossRegion.optional() }).optional(),
};

const revocationInput = z.strictObject({
  ...which,
  /** `"accessKey": "create"`: the preparation made a dedicated AccessKey for it, which is taken back too. */
  source: sourceSchema.pick({ bucket: true, prefix: true, profile: true, accessKey: true }),
  at: z.union([z.enum([AT_ONCE, AT_EXPIRY]), time]).optional(),
  grace: graceSchema.optional(),
  requestedBy: personName.optional(),
  reason: z.string().max(2000).optional(),
});

/** The input of `revokeCredentials` as a person or a preparation writes it: only `source.bucket` is required. */
export type RevocationInput = z.output<typeof revocationInput>;

/** The AccessKey of the RAM user, or the dedicated one of the source. */
const ROTATED_KEYS = ['oss', 'source'] as const;

const rotationInput = z
  .strictObject({
    ...which,
    source: sourceSchema,
    key: z.enum(ROTATED_KEYS).optional(),
    credentials: z.strictObject({ recipients: recipientsSchema }).optional(),
    confirmWithin: durationSchema.optional(),
    grace: graceSchema.optional(),
    requestedBy: personName.optional(),
  })
  .superRefine(({ key, source }, context) => {
    if (key === 'source' && source.accessKey === 'use') {
      context.addIssue({
        code: 'custom',
        path: ['source', 'accessKey'],
        message:
          'is the configured AccessKey, which nobody but its owner replaces; only one that was created is',
      });
    }
  });

/** The input of `rotateCredentials` as a person writes it: only `source.bucket` is required. */
export type RotationInput = z.output<typeof rotationInput>;

const WHICH_EXAMPLES = {
  '': { source: { bucket: 'photos' } },
  source: { bucket: 'photos' },
  'source.bucket': 'photos',
  'source.profile': 'default',
  'source.accessKey': 'create',
  ramUser: { name: 'mgw-photos' },
  'ramUser.name': 'mgw-photos',
  'source.prefix': 'archive/2024/',
  destination: { bucket: 'photos-oss' },
  'destination.bucket': 'photos-oss',
  'destination.region': 'cn-beijing',
  grace: '10 minutes',
  requestedBy: 'li.wei',
};

const REVOCATION_EXAMPLES = {
  ...WHICH_EXAMPLES,
  at: '2026-12-24T10:00:00Z',
  reason: 'the migration is done',
};

const ROTATION_EXAMPLES = {
  ...WHICH_EXAMPLES,
  'source.endpoint': 'https://ks3-cn-beijing.ksyuncs.com',
  'source.region': 'BEIJING',
  key: 'source',
  credentials: { recipients: ['age1…'] },
  'credentials.recipients': ['age1…'],
  confirmWithin: '7 days',
};

/** Checks the input of `revokeCredentials` and reports every problem at once. */
export function parseRevocationInput(raw: unknown): Parsed<RevocationInput> {
  return parseInput(revocationInput, raw, REVOCATION_EXAMPLES, MAX_INPUT_BYTES);
}

/** Checks the input of `rotateCredentials` and reports every problem at once. */
export function parseRotationInput(raw: unknown): Parsed<RotationInput> {
  return parseInput(rotationInput, raw, ROTATION_EXAMPLES, MAX_INPUT_BYTES);
}
