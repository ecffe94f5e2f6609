import { z } from 'zod';
import { PrepError } from '../../contracts/prep-error';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/**
 * A list of IAM. Its entries are under `member` (Terraform's provider) or `Member` (the Go SDK's models); how an empty
 * one is written is not documented.
 */
export function listOf<T>(entry: z.ZodType<T>): z.ZodType<T[]> {
  const entries = z.union([z.array(entry), entry.transform((one) => [one])]).optional();
  return z.union([
    z.array(entry),
    z
      // Strict, so that entries under another name are not taken for none.
      .strictObject({ member: entries, Member: entries })
      .transform(({ member, Member }): T[] => member ?? Member ?? []),
    z.union([z.literal(''), z.null()]).transform((): T[] => []),
  ]);
}

/** The position after a page. */
export const position = {
  IsTruncated: z
    .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
    .optional(),
  Marker: z.string().nullish(),
};

export interface IamPage<T> {
  readonly items: readonly T[];
  /** Null at the end. */
  readonly next: string | null;
}

/** Takes a page apart. */
export function pageOf<T>(
  items: readonly T[],
  { IsTruncated, Marker }: { IsTruncated?: boolean | undefined; Marker?: string | null | undefined },
): IamPage<T> {
  return { items, next: IsTruncated === true ? (Marker ?? '') : null };
}

/** Far more than an account may have of anything. */
const MAX_PAGES = 50;

/**
 * All entries of a paged list; undefined if the pages do not end or repeat: then nothing may be concluded from
 * missing entries.
 */
export async function allPages<T>(
  page: (marker: string | undefined) => Promise<IamPage<T>>,
): Promise<T[] | undefined> {
  const items: T[] = [];
  const seen = new Set<string>();
  for (let marker: string | undefined; seen.size < MAX_PAGES;) {
    const { items: more, next } = await page(marker);
    items.push(...more);
    if (next === null) {
      return items;
    }
    if (next === '' || seen.has(next)) {
      return undefined;
    }
    seen.add(next);
    marker = next;
  }
  return undefined;
}

/** All entries of a paged list. @throws PrepError `IamUnavailable` if the pages do not end */
export async function completePages<T>(
  resource: Said,
  page: (marker: string | undefined) => Promise<IamPage<T>>,
): Promise<T[]> {
  const all = await allPages(page);
  if (all === undefined) {
    throw new PrepError('IamUnavailable', { resource, detail: phrase('clouds.endlessList') });
  }
  return all;
}

/** A time as IAM writes it; null if IAM has none. */
export const time = z
  .string()
  .nullish()
  .transform((text) =>
    text === null || text === undefined || /^(|-|N\/A|null)$/i.test(text.trim()) ? null : text.trim(),
  );
