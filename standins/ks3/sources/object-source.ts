import { compareUtf8 } from './utf8-order';

/** What a listing shows of an object in addition to its key. */
export interface ObjectFacts {
  /** Bytes. */
  size: number;
  /** `2026-01-02T03:04:05.000Z`. */
  lastModified: string;
  storageClass: string;
  /** Without the quotes. */
  etag: string;
}

/** Totals known without listing; bytes as a decimal string. */
export interface ExpectedTotals {
  objects: number;
  bytes: string;
  byClass: Record<string, { objects: number; bytes: string }>;
}

/**
 * The objects of a bucket: a sequence in ascending UTF-8 order of the keys, addressed by position, so that a source
 * can compute its keys instead of storing them.
 */
export interface ObjectSource {
  readonly count: number;
  keyAt(index: number): string;
  factsAt(index: number): ObjectFacts;
  /** Bytes `start` (inclusive) to `end` (exclusive) of the object at a position. */
  contentAt(index: number, start: number, end: number): Buffer;
  expected(): ExpectedTotals;
  /** Metadata headers (`x-amz-meta-…`, `content-type`) kept with an object. */
  metadataAt?(index: number): Record<string, string>;
  /** Absent: the source is read-only. */
  put?(object: StoredObject): void;
  delete?(key: string): boolean;
}

export interface StoredObject extends ObjectFacts {
  key: string;
  /** Absent: `size` bytes of generated content. */
  content?: Buffer;
  metadata?: Record<string, string>;
}

/** First position for which `holds` is true; `holds` must be false up to a position and true from it on. */
function firstIndex(source: ObjectSource, holds: (key: string) => boolean): number {
  let [low, high] = [0, source.count];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(source.keyAt(middle))) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** Position of the first key that is not before `key`. */
export const indexFrom = (source: ObjectSource, key: string): number =>
  firstIndex(source, (candidate) => compareUtf8(candidate, key) >= 0);

/** Position of the first key after `key`. */
export const indexAfter = (source: ObjectSource, key: string): number =>
  firstIndex(source, (candidate) => compareUtf8(candidate, key) > 0);

/** Position of the first key behind all that start with `prefix`. */
export const indexBehindPrefix = (source: ObjectSource, prefix: string): number =>
  firstIndex(source, (candidate) => !candidate.startsWith(prefix) && compareUtf8(candidate, prefix) > 0);

/** Position of exactly this key; undefined if it does not exist. */
export function indexOfKey(source: ObjectSource, key: string): number | undefined {
  const index = indexFrom(source, key);
  return index < source.count && source.keyAt(index) === key ? index : undefined;
}

/** The content of an object as it is now, to be had later; of a source that computes or reads it, nothing is kept. */
export function contentLater(source: ObjectSource, index: number): () => Buffer {
  const facts: ObjectFacts & Pick<StoredObject, 'content'> = source.factsAt(index);
  const { size, content } = facts;
  // Positions change where objects are put; generated content is the same everywhere.
  return source.put === undefined
    ? () => source.contentAt(index, 0, size)
    : () => content ?? Buffer.alloc(size, 0x61);
}

/** Adds up objects one by one; for sources that hold them in memory. */
export function addUp(objects: Iterable<ObjectFacts>): ExpectedTotals {
  const classes = new Map<string, { objects: number; bytes: bigint }>();
  let [count, bytes] = [0, 0n];
  for (const { size, storageClass } of objects) {
    const sum = classes.get(storageClass) ?? { objects: 0, bytes: 0n };
    classes.set(storageClass, { objects: sum.objects + 1, bytes: sum.bytes + BigInt(size) });
    count += 1;
    bytes += BigInt(size);
  }
  const byClass = [...classes].map(([name, sum]) => [name, { ...sum, bytes: String(sum.bytes) }] as const);
  return { objects: count, bytes: String(bytes), byClass: Object.fromEntries(byClass) };
}
