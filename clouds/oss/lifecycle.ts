import { z } from 'zod';
import type { LifecycleRule } from './port';

/** An action of a rule; OSS allows several transitions, and the XML parser gives one as no list. */
const actions = z
  .union([
    z.array(z.looseObject({ days: z.string().optional() })),
    z.looseObject({ days: z.string().optional() }),
  ])
  .transform((value) => (Array.isArray(value) ? value : [value]))
  .optional();

/** Rules as the SDK's getBucketLifecycle gives them. */
const rules = z.array(
  z.object({
    id: z.string().optional(),
    prefix: z.string().optional(),
    status: z.string(),
    expiration: actions,
    transition: actions,
  }),
);

/** Reads lifecycle rules; null if they cannot be read. */
export function readLifecycleRules(raw: unknown): readonly LifecycleRule[] | null {
  const parsed = rules.safeParse(raw ?? []);
  return parsed.success
    ? parsed.data.map(({ id, prefix, status, expiration = [], transition = [] }) => {
        const days = [...expiration, ...transition].flatMap((action) =>
          action.days === undefined ? [] : [Number(action.days)],
        );
        return {
          id: id ?? '',
          prefix: prefix ?? '',
          enabled: status === 'Enabled',
          deletes: expiration.length > 0,
          changesClass: transition.length > 0,
          afterDays: days.length === 0 ? null : Math.min(...days),
        };
      })
    : null;
}
