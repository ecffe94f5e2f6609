import type { ObjectChecksums } from '../../contracts/listing/listing';
import type { VerificationScope } from '../../contracts/migration/verification';
import { toKeyBytes, type KeyBytes } from '../pages/key-bytes';
import type { ListedBucket } from '../pages/listed-bucket';
import type { PageSource } from '../pages/page-source';
import { EntryFilter, type SideName } from './entry-filter';

/** A bucket that can be compared. `clouds/ks3` and `clouds/oss` satisfy it. */
export interface ComparedBucket extends PageSource {
  checksums(key: string, signal: AbortSignal): Promise<ObjectChecksums | null>;
}

/** One side of a verification: what to list, and how its keys are compared. */
export interface Side extends ListedBucket {
  readonly name: SideName;
  readonly source: ComparedBucket;
  readonly prefix: string;
}

/** Bytes at the beginning of a side's keys that are not compared: none if both prefixes are the same. */
export function skipOf({ sourcePrefix, destinationPrefix }: VerificationScope, side: SideName): number {
  const prefix = side === 'source' ? sourcePrefix : destinationPrefix;
  return sourcePrefix === destinationPrefix ? 0 : toKeyBytes(prefix).length;
}

/** What compared keys of a side are without. */
export function skippedPrefix(scope: VerificationScope, { name, prefix }: Side): KeyBytes {
  return toKeyBytes(prefix).slice(0, skipOf(scope, name));
}

export function filterOf(scope: VerificationScope, { name }: Side): EntryFilter {
  return new EntryFilter(scope, name);
}
