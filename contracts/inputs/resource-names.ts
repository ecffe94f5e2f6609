import { z } from 'zod';
import { MAX_TAGS } from './input-limits';
import { hidesSomething } from '../../presentation/text/foreign-text';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { ks3BucketProblem, ossBucketProblem } from './bucket-names';
import { endpointProblem } from './endpoint';
import { refused, textLike, unless } from './input-problems';
import { ossRegionProblem } from './region-spelling';

export const ks3BucketName = () => z.string().superRefine(unless(ks3BucketProblem));

export const ossBucketName = () => z.string().superRefine(unless(ossBucketProblem));

/** OSS regions in the form `cn-beijing`; the `oss-` of endpoint names is accepted and dropped. */
export const ossRegion = () =>
  z
    .string()
    .superRefine(unless(ossRegionProblem))
    .transform((region) => region.replace(/^oss-/, ''));

/** RAM user names: 1 to 64 letters, digits, `.`, `-` and `_` (RAM CreateUser). */
export const ramUserName = () => textLike(/^[A-Za-z0-9._-]{1,64}$/, phrase('input.ramUserName'));

/** RAM display names: 1 to 128 letters, digits, `.`, `@`, `-` and `_`; RAM's error page refuses other characters. */
export const ramDisplayName = () =>
  textLike(/^[\p{L}\p{N}@._-]{1,128}$/u, phrase('input.ramDisplayName')).superRefine(unless(hiddenProblem));

/** A text of the clouds that people have to tell from others. */
export const seenText = (max: number) => z.string().min(1).max(max).superRefine(unless(hiddenProblem));

/** Tags of an OSS bucket: keys of 1 to 64 characters, values of up to 128. */
export const bucketTags = () =>
  z.record(z.string(), z.string().max(128)).superRefine((tags, context) => {
    if (Object.keys(tags).length > MAX_TAGS) {
      context.addIssue({ code: 'custom', ...refused(phrase('input.tooManyTags', { most: MAX_TAGS })) });
    }
    for (const [key, value] of Object.entries(tags)) {
      const problem =
        key === '' || key.length > 64
          ? phrase('input.tagKeyLength')
          : hidesSomething(key)
            ? phrase('input.hiddenKey', { text: key })
            : hidesSomething(value)
              ? phrase('input.hiddenValue', { text: value })
              : null;
      if (problem !== null) {
        context.addIssue({ code: 'custom', path: [key], ...refused(problem) });
      }
    }
  });

function hiddenProblem(text: string): Phrase | null {
  return hidesSomething(text) ? phrase('input.hiddenText', { text }) : null;
}

/** A key prefix; the migration service refuses a leading `/`. */
export const sourcePrefix = () =>
  z
    .string()
    .refine((prefix) => !prefix.startsWith('/'), refused(phrase('input.prefixSlash')))
    .refine(
      (prefix) => new TextEncoder().encode(prefix).length <= 1024,
      refused(phrase('input.prefixTooLong')),
    );

/** A KS3 endpoint: https, or http on a loopback address; host only. */
export const ks3Endpoint = () => z.string().max(300).superRefine(unless(endpointProblem));
