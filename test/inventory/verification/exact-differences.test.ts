import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Search, SideCheckpoint, VerificationScope } from '../../../contracts/migration/verification';
import { compareChunks } from '../../../inventory/verification/compare-chunks';
import { concludeVerification } from '../../../inventory/verification/conclude-verification';
import { findDifferences, startSearch } from '../../../inventory/verification/find-differences';
import type { Difference } from '../../../inventory/verification/found-differences';
import { listSide, startSide } from '../../../inventory/verification/list-side';
import { skipOf, type ComparedBucket, type Side } from '../../../inventory/verification/side';
import { fromKeyBytes, toKeyBytes } from '../../../inventory/pages/key-bytes';
import { checkSample } from '../../../inventory/verification/check-sample';
import { listsEverythingAgain } from '../../../inventory/verification/judge-sides';
import { chosenKeys } from '../../../inventory/verification/sampled-keys';
import { anObject, keySets } from '../awkward-buckets';
import { FakeStore } from '../fake-store';
import { trueDigest, type TrueObject } from '../true-digest';
import { TurningClock } from '../turning-clock';

type Fate = 'kept' | 'missing' | 'extra' | 'resized' | 'rewritten';
const FATES: readonly Fate[] = [
  'kept',
  'kept',
  'kept',
  'kept',
  'kept',
  'missing',
  'extra',
  'resized',
  'rewritten',
];

interface Pair {
  readonly source: readonly TrueObject[];
  readonly destination: readonly TrueObject[];
}

/** Two buckets, alike but for what became of some of their keys. */
const pairs = keySets
  .filter((keys) => keys.length > 0)
  .chain((keys) => fc.tuple(...keys.map((key) => fc.tuple(anObject(key), fc.constantFrom(...FATES)))))
  .map((objects): Pair => ({
    source: objects.flatMap(([object, fate]) => (fate === 'extra' ? [] : [object])),
    destination: objects.flatMap(([object, fate]) =>
      fate === 'missing'
        ? []
        : [
            fate === 'resized'
              ? { ...object, size: object.size === 7 ? 8 : 7 }
              : fate === 'rewritten'
                ? { ...object, md5: 'f'.repeat(32) }
                : object,
          ],
    ),
  }));

/** Contents of none, of more than there are, and of all. */
const contentChecks = fc.constantFrom<VerificationScope[]>(
  ...[undefined, { objects: 9999 }, { share: 1 }].map((contents) => ({
    sourcePrefix: '',
    destinationPrefix: '',
    ignoreAfter: null,
    ignoreMarkers: false,
    ...(contents === undefined ? {} : { contents }),
  })),
);
const prefixes = fc.constantFrom(['', ''], ['p/', 'p/'], ['p/', ''], ['', 'moved/到/'], [
  'a/',
  'b+c/',
] as const);
const legs = fc.array(
  fc.record({
    concurrency: fc.integer({ min: 1, max: 6 }),
    pageKeys: fc.integer({ min: 1, max: 12 }),
    requests: fc.nat(12),
  }),
  { maxLength: 5 },
);

const under = (prefix: string, objects: readonly TrueObject[]): TrueObject[] =>
  objects.map((object) => ({ ...object, key: prefix + object.key }));

/** What must be found, by key. */
function trueDifferences({ source, destination }: Pair): Map<string, string> {
  const [ours, theirs] = [source, destination].map(
    (objects) => new Map(objects.map(({ key, size }) => [key, size])),
  ) as [Map<string, number>, Map<string, number>];
  const found = new Map<string, string>();
  for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
    const [one, other] = [ours.get(key), theirs.get(key)];
    if (one !== other) {
      found.set(key, `${one === undefined ? '-' : other === undefined ? '+' : '*'} ${one} ${other}`);
    }
  }
  return found;
}

const overTheWire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Lets so many requests pass and then aborts, like a worker that is killed. */
function dying(source: ComparedBucket, after: number, kill: AbortController): ComparedBucket {
  let requests = 0;
  const counted = (): void => {
    if (requests++ >= after) {
      kill.abort();
    }
  };
  return {
    fetchPage(request, signal) {
      counted();
      return source.fetchPage(request, signal);
    },
    checksums(key, signal) {
      counted();
      signal.throwIfAborted();
      return source.checksums(key, signal);
    },
  };
}

async function listed(
  side: Side,
  scope: VerificationScope,
  how: {
    legs: readonly { concurrency: number; pageKeys: number; requests: number }[];
    firstMask: number;
    maxCutBytes: number;
  },
): Promise<SideCheckpoint> {
  let reached = startSide();
  const { firstMask, maxCutBytes } = how;
  const last = { concurrency: 3, pageKeys: 7, requests: Infinity };
  for (const { concurrency, pageKeys, requests } of [...how.legs, last]) {
    const kill = new AbortController();
    await listSide({
      side: { ...side, source: dying(side.source, requests, kill) },
      scope,
      checkpoint: reached,
      concurrency,
      pageKeys,
      budgetMs: Infinity,
      maxCutBytes,
      firstMask,
      signal: kill.signal,
      clock: new TurningClock(),
      onProgress: (_, checkpoint) => {
        reached = overTheWire(checkpoint());
      },
    }).catch((error: unknown) => {
      if (error !== kill.signal.reason) {
        throw error;
      }
    });
    if (reached.listing.ranges.length === 0) {
      return reached;
    }
  }
  return reached;
}

async function searched(
  source: Side,
  destination: Side,
  scope: VerificationScope,
  start: Search,
  kills: readonly { concurrency: number; requests: number }[],
): Promise<Search> {
  let search = start;
  for (const { concurrency, requests } of [...kills, { concurrency: 4, requests: Infinity }]) {
    const kill = new AbortController();
    await findDifferences({
      source: { ...source, source: dying(source.source, requests, kill) },
      destination,
      scope,
      search,
      concurrency,
      pageKeys: 5,
      signal: kill.signal,
      onProgress: (reached) => {
        search = overTheWire(reached);
      },
    }).catch((error: unknown) => {
      if (error !== kill.signal.reason) {
        throw error;
      }
    });
  }
  return search;
}

describe('a verification', () => {
  it('finds every difference and nothing else, whatever the cuts, the prefixes and the kills', async () => {
    await fc.assert(
      fc.asyncProperty(
        pairs,
        prefixes,
        legs,
        legs,
        fc.constantFrom(0, 1, 3, 7, 1023),
        fc.constantFrom(0, 300, 1500, 1e6),
        contentChecks,
        async (
          pair,
          [sourcePrefix = '', destinationPrefix = ''],
          ours,
          theirs,
          firstMask,
          maxCutBytes,
          contentCheck,
        ) => {
          const scope = { ...contentCheck, sourcePrefix, destinationPrefix };
          const others = [{ key: 'zz/elsewhere', size: 1 }] as TrueObject[];
          const side = (name: 'source' | 'destination', prefix: string): Side => ({
            name,
            bucket: 'photos',
            prefix,
            source: new FakeStore([...under(prefix, pair[name]), ...(prefix === '' ? [] : others)]),
          });
          const [source, destination] = [
            side('source', sourcePrefix),
            side('destination', destinationPrefix),
          ];
          const [one, other] = await Promise.all([
            listed(source, scope, { legs: ours, firstMask, maxCutBytes }),
            listed(destination, scope, { legs: theirs, firstMask, maxCutBytes }),
          ]);
          const comparison = compareChunks(
            { sums: one.sums, skip: skipOf(scope, 'source') },
            { sums: other.sums, skip: skipOf(scope, 'destination') },
            listsEverythingAgain(scope),
          );
          const search = await searched(
            source,
            destination,
            scope,
            startSearch(comparison.differing),
            theirs,
          );
          const { sample } = one.sums;
          const checked =
            sample === undefined
              ? search.found
              : await checkSample(search.found, {
                  source,
                  destination,
                  scope,
                  keys: chosenKeys(sample),
                  concurrency: 3,
                  signal: new AbortController().signal,
                });
          const result = concludeVerification({
            scope,
            source: one,
            destination: other,
            comparison,
            found: checked,
          });

          const expected = trueDifferences(pair);
          const marks = [...expected.values()].map((text) => text[0]);
          const count = (mark: string) => String(marks.filter((each) => each === mark).length);
          expect({
            identical: result.identical,
            missing: result.differences.missing.objects,
            extra: result.differences.extra.objects,
            otherSize: result.differences.otherSize.objects,
            source: result.source.objects,
            destination: result.destination.objects,
          }).toEqual({
            identical: expected.size === 0 && result.differences.otherContent.objects === '0',
            missing: count('+'),
            extra: count('-'),
            otherSize: count('*'),
            source: String(pair.source.length),
            destination: String(pair.destination.length),
          });
          const common = pair.source.filter(({ key }) => !expected.has(key)).length;
          const rewritten = pair.destination.filter(({ md5 }) => md5 !== undefined).length;
          const { contents, differences } = result;
          expect([contents?.objects, contents?.byMd5, differences.otherContent.objects]).toEqual(
            scope.contents === undefined
              ? [undefined, undefined, '0']
              : [common, common - rewritten, String(rewritten)],
          );
          const compared =
            sourcePrefix === destinationPrefix ? under(sourcePrefix, pair.source) : pair.source;
          expect(result.source.digest).toBe(trueDigest(compared));

          // Without kills, each is reported once, in order.
          const reported: Difference[] = [];
          await findDifferences({
            source,
            destination,
            scope,
            search: startSearch(comparison.differing),
            concurrency: 4,
            pageKeys: 5,
            signal: new AbortController().signal,
            onDifference: (difference) =>
              difference.content === true ? undefined : reported.push(difference),
            onProgress: () => undefined,
          });
          const keyOf = ({ key }: Difference) => (fromKeyBytes(key) ?? '').slice(sourcePrefix.length);
          expect(
            new Map(
              reported.map((found) => [
                keyOf(found),
                `${found.mark} ${found.sourceBytes ?? undefined} ${found.destinationBytes ?? undefined}`,
              ]),
            ),
          ).toEqual(expected);
          expect(reported).toHaveLength(expected.size);
          const keys = reported.map(({ key }) => key);
          expect(keys).toEqual(keys.toSorted((a, b) => (a < b ? -1 : 1)));
          expect(keys.every((key) => toKeyBytes(fromKeyBytes(key) ?? '') === key)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
