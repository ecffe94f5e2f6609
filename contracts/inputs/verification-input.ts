import { z } from 'zod';
import { phrase } from '../../presentation/words/words';
import { contentCheckOf } from '../migration/content-check';
import { MAX_INPUT_BYTES } from './input-limits';
import { parseInput, refused, unless, type Parsed } from './input-problems';
import { isDayOrTime } from './moment';
import { INPUT_EXAMPLE, sourceSchema } from './preparation-input';
import { ossBucketName, ossRegion, sourcePrefix } from './resource-names';
import { examplesOf } from './schema-fields';
import type { VerificationScope } from '../migration/verification';

const verificationInput = z
  .strictObject({
    source: sourceSchema(),
    destination: z
      .strictObject({
        bucket: ossBucketName().meta({ example: 'photos-oss' }),
        region: ossRegion().meta({ example: 'cn-beijing' }),
        prefix: sourcePrefix().meta({ example: 'archive/2024/' }),
      })
      .partial()
      .meta({ example: { bucket: 'photos-oss', region: 'cn-beijing' } })
      .optional(),
    ignoreAfter: z
      .string()
      .refine(isDayOrTime, refused(phrase('verify.notADateInput')))
      .meta({ example: '2026-03-01T18:00:00+08:00' })
      .optional(),
    deep: z
      .string()
      .superRefine(unless((text) => (contentCheckOf(text) === null ? phrase('verify.notDeepInput') : null)))
      .meta({ example: '1000' })
      .optional(),
    ignoreMarkers: z.boolean().meta({ example: true }).optional(),
  })
  .meta({ example: INPUT_EXAMPLE });

/** The input of `verifyMigration` as a person writes it: only `source.bucket` is required. */
export type VerificationInput = z.output<typeof verificationInput>;

const EXAMPLES = examplesOf(verificationInput);

/** Checks the input of `verifyMigration` and reports every problem at once. */
export function parseVerificationInput(raw: unknown): Parsed<VerificationInput> {
  return parseInput(verificationInput, raw, EXAMPLES, MAX_INPUT_BYTES);
}

/** What an input wants compared, with every default: nothing of it is the worker's configuration. */
export function scopeOf({
  source: { prefix = '' },
  destination,
  ignoreAfter,
  ignoreMarkers = false,
  deep,
}: VerificationInput): VerificationScope {
  const contents = deep === undefined ? null : contentCheckOf(deep);
  return {
    sourcePrefix: prefix,
    destinationPrefix: destination?.prefix ?? prefix,
    ignoreAfter: ignoreAfter === undefined ? null : new Date(ignoreAfter).toISOString(),
    ignoreMarkers,
    ...(contents === null ? {} : { contents }),
  };
}
