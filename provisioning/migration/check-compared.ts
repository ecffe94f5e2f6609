import type { Migration } from '../../contracts/migration/migration';
import { PrepError } from '../../contracts/prep-error';
import type { VerificationResult } from '../../contracts/migration/verification';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** What the comparison of both sides came to, in a sentence. */
export function comparedPhrase(
  { source, destination, copy }: Pick<Migration, 'source' | 'destination' | 'copy'>,
  { identical, source: listed, differences, listCommand }: VerificationResult,
): Phrase {
  const buckets = { source: source.bucket, destination: destination.bucket };
  const { objects, bytes } = listed;
  const { missing, extra, otherSize, refusedByOss } = differences;
  return identical
    ? phrase('migration.identical', { ...buckets, objects, bytes })
    : phrase('migration.different', {
        ...buckets,
        missing: missing.objects,
        extra: extra.objects,
        otherSize: otherSize.objects,
        refused: String(refusedByOss),
        kept: copy.overwrite === 'never' ? otherSize.objects : '0',
        list: listCommand ?? null,
      });
}

/**
 * Stops for a person if both sides differ.
 *
 * @throws PrepError `MigrationDiffers`
 */
export function requireIdentical(migration: Migration, found: VerificationResult): void {
  if (!found.identical) {
    const { source, destination } = migration;
    throw new PrepError('MigrationDiffers', {
      resource: phrase('resource.migration', { from: source.bucket, to: destination.bucket }),
      detail: comparedPhrase(migration, found),
    });
  }
}
