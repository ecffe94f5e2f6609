import type { CodedChunk, CodedChunks, LeftOut } from '../../contracts/migration/verification';
import type { EntryOffsets } from '../pages/entry-offsets';
import type { InnerLoops } from '../inner-loops';
import { jsonBytes } from '../pages/json-bytes';
import { fromKeyBytes, type KeyBytes } from '../pages/key-bytes';
import type { EntryFilter } from './entry-filter';
import type { SampledKeys } from './sampled-keys';
import { Sums } from './sums';

/** About one key in 256 is a cut at first, so that a difference costs a quarter of a page. */
const FIRST_MASK = 255;
/** A longer key is no cut: chunks have to stay small. */
const MAX_CUT_BYTES = 256;
/** Bytes of a chunk in JSON beside those of its key. */
const CHUNK_MARKUP = 150;

const MAX_MASK = 0xffffffff;

/** The keys of `(after, until]`, where `until` is a cut, the end, or as far as the listing has come. */
interface Chunk {
  readonly after: KeyBytes;
  until: KeyBytes | null;
  /** The hash by which `after` was chosen as a cut; null if a range of the listing began there. */
  readonly hash: number | null;
  readonly sums: Sums;
}

/** What a page holds up to a cut, or up to its end. */
interface Piece {
  readonly sums: Sums;
  readonly cut: { readonly key: KeyBytes; readonly hash: number } | null;
}

/**
 * Sums up the keys of a side between cuts. A cut is a key whose hash says so, so that both sides are cut at the same
 * keys, whatever the ranges in which they are listed. If the cuts become too many, a bit more of the hash must be zero,
 * and those that no longer fit are dropped: their chunks are added to the ones before.
 */
export class KeyChunks {
  readonly #chunks: Chunk[];
  readonly #leftOut: { -readonly [Reason in keyof LeftOut]: number };
  #mask: number;
  #bytes: number;
  #pieces: Piece[] = [];
  #pageLeftOut: LeftOut = NOTHING_LEFT_OUT;
  #pageSample: (readonly [key: KeyBytes, hash: number])[] = [];

  /**
   * @param filter of the side
   * @param skip bytes at the beginning of every key that are not compared
   * @param maxBytes of JSON that the cuts may take
   * @param before what was summed up earlier
   * @param firstMask bits of the hash that are zero at a cut, to begin with
   * @param sample chooses keys; absent if none are to be chosen
   */
  constructor(
    private readonly filter: EntryFilter,
    private readonly skip: number,
    private readonly maxBytes: number,
    before: CodedChunks = NO_CHUNKS,
    firstMask = FIRST_MASK,
    private readonly sample?: SampledKeys,
  ) {
    this.#mask = before.chunks.length === 0 ? firstMask : before.mask;
    this.#leftOut = { ...before.leftOut };
    this.#chunks = before.chunks.map(({ after, until, hash, ...sums }, at) => ({
      after,
      until: until === undefined ? (before.chunks[at + 1]?.after ?? null) : until,
      hash: hash ?? null,
      sums: new Sums(sums),
    }));
    this.#bytes = this.#chunks.reduce((bytes, chunk) => bytes + bytesOf(chunk), 0);
  }

  /** Adds the entries of a believed page, which are lent for the call, like the loops that hold them. */
  addEntries(page: Buffer, entries: EntryOffsets, count: number, loops: InnerLoops): void {
    this.#pieces = [{ sums: new Sums(), cut: null }];
    this.#pageSample = [];
    const leftOut = { ...NOTHING_LEFT_OUT };
    if (!this.filter.load(page, entries, count)) {
      this.#addRun(page, entries, 0, count, loops);
    } else {
      let from = 0;
      for (let index = 0; index < count; index++) {
        const reason = this.filter.leftOut(entries, index);
        if (reason !== null) {
          leftOut[reason]++;
          this.#addRun(page, entries, from, index, loops);
          from = index + 1;
        }
      }
      this.#addRun(page, entries, from, count, loops);
    }
    this.#pageLeftOut = leftOut;
  }

  /** The entries that were added last are all keys of `(after, until]`. */
  counted(after: KeyBytes, until: KeyBytes | null): void {
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#leftOut.reports += this.#pageLeftOut.reports;
    this.#leftOut.markers += this.#pageLeftOut.markers;
    this.#leftOut.changedLater += this.#pageLeftOut.changedLater;
    this.#pageLeftOut = NOTHING_LEFT_OUT;
    this.sample?.add(this.#pageSample);
    this.#pageSample = [];
    let at = this.#chunkAt(after);
    for (const { sums, cut } of pieces) {
      const chunk = this.#chunks[at] as Chunk;
      chunk.sums.merge(sums);
      chunk.until = cut === null ? until : cut.key;
      if (cut !== null) {
        at++;
        this.#insert(at, { after: cut.key, until: cut.key, hash: cut.hash, sums: new Sums() });
      }
    }
    // A page that ends with a cut has nothing behind it.
    (this.#chunks[at] as Chunk).until = until;
    this.#join(at);
    this.#thin();
  }

  /** What was summed up so far; it belongs to the checkpoint of the listing that is reported at the same time. */
  toJson(): CodedChunks {
    // A range in which nothing was found yet says nothing.
    const known = this.#chunks.filter(({ hash, sums }) => hash !== null || sums.count.objects > 0);
    const chunks = known.map(({ after, until, hash, sums }, at): CodedChunk => {
      const next = known[at + 1];
      const contiguous = next === undefined ? until === null : until === next.after;
      return {
        after,
        ...(contiguous ? {} : { until }),
        ...(hash === null ? {} : { hash }),
        ...sums.toJson(),
      };
    });
    const sample = this.sample === undefined ? {} : { sample: this.sample.toJson() };
    return { mask: this.#mask, chunks, leftOut: { ...this.#leftOut }, ...sample };
  }

  #addRun(page: Buffer, entries: EntryOffsets, from: number, to: number, loops: InnerLoops): void {
    const { calls } = loops;
    const { keyStart, keyEnd } = entries;
    // Both masks are the lowest bits: what fits the smaller one fits both, or that one alone.
    const mask = (this.#mask & (this.sample?.mask ?? MAX_MASK)) >>> 0;
    for (let at = from; at < to;) {
      const { sums } = this.#pieces.at(-1) as Piece;
      const behind = calls.digestToCut(at, to, this.skip, mask);
      sums.takeDigest(loops);
      sums.count.add(behind - at, calls.bytesIn(at, behind));
      at = behind;
      if (calls.foundCut() !== 0) {
        const last = behind - 1;
        this.#choose(page.toString('latin1', keyStart[last], keyEnd[last]), calls.cutHash() >>> 0);
      }
    }
  }

  /** A key whose hash fits one of the masks, or both. */
  #choose(key: KeyBytes, hash: number): void {
    // A key that is the prefix alone would read as the beginning of the keyspace.
    const isCut = (hash & this.#mask) === 0 && key.length > this.skip && key.length <= MAX_CUT_BYTES;
    const isSampled = this.sample !== undefined && (hash & this.sample.mask) === 0;
    if ((isCut || isSampled) && fromKeyBytes(key) !== null) {
      if (isSampled) {
        this.#pageSample.push([key, hash]);
      }
      if (isCut) {
        const { sums } = this.#pieces.at(-1) as Piece;
        this.#pieces[this.#pieces.length - 1] = { sums, cut: { key, hash } };
        this.#pieces.push({ sums: new Sums(), cut: null });
      }
    }
  }

  /** The chunk that ends where a page begins; a new one if none does. */
  #chunkAt(after: KeyBytes): number {
    let [low, high] = [0, this.#chunks.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#chunks[middle] as Chunk).after <= after) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (this.#chunks[low - 1]?.until !== after) {
      this.#insert(low, { after, until: after, hash: null, sums: new Sums() });
      return low;
    }
    return low - 1;
  }

  /** Adds the next chunk to one that has reached it, unless a cut lies between. */
  #join(at: number): void {
    const [chunk, next] = [this.#chunks[at], this.#chunks[at + 1]];
    if (chunk !== undefined && next?.hash === null && chunk.until === next.after) {
      this.#mergeInto(at, at + 1);
    }
  }

  #thin(): void {
    while (this.#bytes > this.maxBytes && this.#mask !== MAX_MASK) {
      this.#mask = (this.#mask * 2 + 1) >>> 0;
      this.#keepCuts(this.#mask);
    }
  }

  /** Drops the cuts of whose hash other bits than those of the mask are zero. */
  #keepCuts(mask: number): void {
    this.#mask = mask;
    for (let at = this.#chunks.length - 1; at > 0; at--) {
      const { hash } = this.#chunks[at] as Chunk;
      if (hash !== null && (hash & mask) !== 0) {
        this.#mergeInto(at - 1, at);
      }
    }
  }

  #insert(at: number, chunk: Chunk): void {
    this.#chunks.splice(at, 0, chunk);
    this.#bytes += bytesOf(chunk);
  }

  #mergeInto(at: number, from: number): void {
    const [chunk, gone] = [this.#chunks[at] as Chunk, this.#chunks[from] as Chunk];
    chunk.sums.merge(gone.sums);
    chunk.until = gone.until;
    this.#chunks.splice(from, 1);
    this.#bytes -= bytesOf(gone);
  }
}

/** Only cuts count: chunks where ranges begin are as few as the ranges. */
function bytesOf({ after, hash }: Chunk): number {
  return hash === null ? 0 : CHUNK_MARKUP + jsonBytes(after);
}

const NOTHING_LEFT_OUT: LeftOut = { reports: 0, markers: 0, changedLater: 0 };
const NO_CHUNKS: CodedChunks = { mask: FIRST_MASK, chunks: [], leftOut: NOTHING_LEFT_OUT };
