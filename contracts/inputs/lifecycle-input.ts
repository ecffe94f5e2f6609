import { z } from 'zod';
import { AT_EXPIRY, AT_ONCE } from '../credentials/credential-lifecycle';
import { phrase } from '../../presentation/words/words';
import { graceSchema } from './grace';
import { durationSchema, parseInput, refused, type Parsed } from './input-problems';
import { isTime } from './moment';
import { personName } from '../approval/person';
import { INPUT_EXAMPLE, recipientsSchema, sourceSchema } from './preparation-input';
import { examplesOf } from './schema-fields';
import { MAX_INPUT_BYTES } from './input-limits';
import { ossBucketName, ossRegion, ramUserName } from './resource-names';

const EXAMPLE_TIME = '2026-12-24T10:00:00Z';

const time = z.string().refine(isTime, refused(phrase('input.notTime', { example: EXAMPLE_TIME })));

/** Which credentials: everything is named as a preparation names it where nothing else is said. */
const which = {
  ramUser: z
    .strictObject({ name: ramUserName().meta({ example: 'mgw-photos' }) })
    .meta({ example: { name: 'mgw-photos' } })
    .optional(),
  destination: z
    .strictObject({
      bucket: ossBucketName().meta({ example: 'photos-oss' }),
      region: ossRegion().meta({ example: 'cn-beijing' }).optional(),
    })
    .meta({ example: { bucket: 'photos-oss' } })
    .optional(),
};

const grace = graceSchema().meta({ example: '10 minutes' }).optional();
const requestedBy = personName().meta({ example: 'li.wei' }).optional();

const revocationInput = z
  .strictObject({
    ...which,
    /** `"accessKey": "create"`: the preparation created a dedicated AccessKey for it, which is revoked too. */
    source: sourceSchema()
      .pick({ bucket: true, prefix: true, profile: true, accessKey: true })
      .meta({ example: INPUT_EXAMPLE.source }),
    at: z
      .union([z.enum([AT_ONCE, AT_EXPIRY]), time])
      .meta({ example: EXAMPLE_TIME })
      .optional(),
    grace,
    requestedBy,
    reason: z.string().max(2000).meta({ example: 'the migration is done' }).optional(),
  })
  .meta({ example: INPUT_EXAMPLE });

/** The input of `revokeCredentials` as a person or a preparation writes it: only `source.bucket` is required. */
export type RevocationInput = z.output<typeof revocationInput>;

/** The AccessKey of the RAM user, or the dedicated one of the source. */
const ROTATED_KEYS = ['oss', 'source'] as const;

const rotationInput = z
  .strictObject({
    ...which,
    source: sourceSchema(),
    key: z.enum(ROTATED_KEYS).meta({ example: 'source' }).optional(),
    credentials: z
      .strictObject({ recipients: recipientsSchema() })
      .meta({ example: { recipients: ['age1…'] } })
      .optional(),
    confirmWithin: durationSchema().meta({ example: '7 days' }).optional(),
    grace,
    requestedBy,
  })
  .superRefine(({ key, source }, context) => {
    if (key === 'source' && source.accessKey === 'use') {
      context.addIssue({
        code: 'custom',
        path: ['source', 'accessKey'],
        ...refused(phrase('input.configuredKey')),
      });
    }
  })
  .meta({ example: INPUT_EXAMPLE });

/** The input of `rotateCredentials` as a person writes it: only `source.bucket` is required. */
export type RotationInput = z.output<typeof rotationInput>;

const REVOCATION_EXAMPLES = examplesOf(revocationInput);
const ROTATION_EXAMPLES = examplesOf(rotationInput);

/** Checks the input of `revokeCredentials` and reports every problem at once. */
export function parseRevocationInput(raw: unknown): Parsed<RevocationInput> {
  return parseInput(revocationInput, raw, REVOCATION_EXAMPLES, MAX_INPUT_BYTES);
}

/** Checks the input of `rotateCredentials` and reports every problem at once. */
export function parseRotationInput(raw: unknown): Parsed<RotationInput> {
  return parseInput(rotationInput, raw, ROTATION_EXAMPLES, MAX_INPUT_BYTES);
}
