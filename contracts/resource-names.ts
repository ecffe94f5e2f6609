import { z } from 'zod';
import { MAX_TAGS } from './input-limits';
import { endpointProblem } from './endpoint';
import { hidesSomething, quoted } from '../presentation/text/foreign-text';
import { ossRegionMeant } from './region-spelling';
import { say } from '../presentation/words/words';

/** KS3 bucket names: 3 to 63 of a-z, 0-9 and `-`, not starting with `kss` (docs.ksyun.com/documents/2286); older ones hold dots. */
export const ks3BucketName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, {
    error:
      'is not a KS3 bucket name: 3 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends',
  })
  .refine((name) => !name.startsWith('kss'), {
    error: 'is not a KS3 bucket name: it must not start with "kss"',
  });

/** OSS bucket names: 3 to 63 of a-z, 0-9 and `-`, with a letter or digit at both ends (OSS PutBucket). */
export const ossBucketName = z.string().regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, {
  error:
    'is not an OSS bucket name: 3 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends',
});

/** OSS regions in the form `cn-beijing`; the `oss-` of endpoint names is accepted and dropped. */
export const ossRegion = z
  .string()
  .regex(/^(oss-)?[a-z]{2}-[a-z0-9-]{1,60}$/, { error: ({ input }) => notOssRegion(input) })
  .transform((region) => region.replace(/^oss-/, ''));

function notOssRegion(given: unknown): string {
  const meant = typeof given === 'string' ? ossRegionMeant(given) : null;
  return meant === null ? 'is not an OSS region' : `is not an OSS region; OSS spells it "${meant}"`;
}

/** RAM user names: 1 to 64 letters, digits, `.`, `-` and `_` (RAM CreateUser). */
export const ramUserName = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, {
  error: 'is not a RAM user name: 1 to 64 letters, digits, periods, hyphens and underscores',
});

/** RAM display names: 1 to 128 letters, digits, `.`, `@`, `-` and `_`; RAM's error page refuses other characters. */
export const ramDisplayName = z
  .string()
  .regex(/^[\p{L}\p{N}@._-]{1,128}$/u, {
    error:
      'is not a RAM display name: 1 to 128 letters, digits, periods, at signs, hyphens and underscores, no spaces',
  })
  .superRefine(refuseHidden);

/** A text of the clouds that people have to tell from others. */
export const seenText = (max: number) => z.string().min(1).max(max).superRefine(refuseHidden);

/** Tags of an OSS bucket: keys of 1 to 64 characters, values of up to 128. */
export const bucketTags = z.record(z.string(), z.string().max(128)).superRefine((tags, context) => {
  if (Object.keys(tags).length > MAX_TAGS) {
    context.addIssue({ code: 'custom', message: `holds more than ${MAX_TAGS} tags` });
  }
  for (const [key, value] of Object.entries(tags)) {
    const problem =
      key === '' || key.length > 64
        ? 'has a key that is not 1 to 64 characters long'
        : (hiddenProblem(key, 'key') ?? hiddenProblem(value, 'value'));
    if (problem !== null) {
      context.addIssue({ code: 'custom', path: [key], message: say('en', problem) });
    }
  }
});

function refuseHidden(text: string, context: z.RefinementCtx): void {
  const problem = hiddenProblem(text, 'text');
  if (problem !== null) {
    context.addIssue({ code: 'custom', message: say('en', problem) });
  }
}

function hiddenProblem(text: string, what: string): string | null {
  return hidesSomething(text) ? `has a ${what} with characters that cannot be seen: ${quoted(text)}` : null;
}

/** A key prefix; the migration service refuses a leading `/`. */
export const sourcePrefix = z
  .string()
  .refine((prefix) => !prefix.startsWith('/'), {
    error: 'must not start with "/": keys have no leading slash',
  })
  .refine((prefix) => new TextEncoder().encode(prefix).length <= 1024, {
    error: 'is longer than 1,024 bytes',
  });

/** A KS3 endpoint: https, or http on a loopback address; host only. */
export const ks3Endpoint = z
  .string()
  .max(300)
  .superRefine((text, context) => {
    const problem = endpointProblem(text);
    if (problem !== null) {
      context.addIssue({ code: 'custom', message: say('en', problem) });
    }
  });
