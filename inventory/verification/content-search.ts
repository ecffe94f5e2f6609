import type { VerificationScope } from '../../contracts/migration/verification';
import { toKeyBytes, type KeyBytes } from '../pages/key-bytes';
import { ContentChecker } from './content-checker';
import { ContentTally } from './content-tally';
import type { Difference } from './found-differences';
import type { JoinSink } from './join-range';
import { skipOf, type Side } from './side';

/** Findings of a range that may wait for the answers before them. */
const MAX_PENDING = 256;

interface ContentSearchOptions {
  readonly source: Side;
  readonly destination: Side;
  readonly scope: VerificationScope;
  readonly concurrency: number;
}

/** Compares contents while a range is joined. */
export interface RangeContents extends Pick<JoinSink, 'differs'>, Required<Pick<JoinSink, 'same'>> {
  readonly tally: ContentTally;
  /** Waits for what is still asked for. */
  flush(): Promise<void>;
}

/**
 * Compares the contents of a share of all objects while ranges are joined: by the ETags of the listings if these
 * suffice, else by two HEAD requests. Absent if the scope wants none.
 */
export function contentSearch(
  { source, destination, scope, concurrency }: ContentSearchOptions,
  signal: AbortSignal,
): ((found: (difference: Difference) => void | Promise<void>) => RangeContents) | undefined {
  const { contents } = scope;
  if (contents === undefined || !('share' in contents)) {
    return undefined;
  }
  const checker = new ContentChecker(source, destination, concurrency, signal);
  const [skippedHere, skippedThere] = [
    toKeyBytes(scope.sourcePrefix).slice(0, skipOf(scope, 'source')),
    toKeyBytes(scope.destinationPrefix).slice(0, skipOf(scope, 'destination')),
  ];
  return (found) => {
    const tally = new ContentTally();
    let pending: Promise<Difference | null>[] = [];
    const flush = async (): Promise<void> => {
      const ordered = pending;
      pending = [];
      for (const one of ordered) {
        const difference = await one;
        if (difference !== null) {
          await found(difference);
        }
      }
    };
    const wait = (one: Promise<Difference | null>): void | Promise<void> => {
      // It is awaited in its turn, unless another one fails first.
      one.catch(() => undefined);
      pending.push(one);
      return pending.length < MAX_PENDING ? undefined : flush();
    };
    return {
      tally,
      flush,
      differs: (difference) => wait(Promise.resolve(difference)),
      same({ source: { key, size, etag }, destination: { etag: otherEtag } }) {
        if (!isChosen(key, contents.share)) {
          return undefined;
        }
        const sourceKey = skippedHere + key;
        if (etag !== null && etag === otherEtag) {
          tally.add('md5', sourceKey, size);
          return undefined;
        }
        const object = { sourceKey, destinationKey: skippedThere + key, size };
        return wait(
          checker
            .check(object, tally)
            .then(({ verdict }) =>
              verdict === 'different'
                ? { mark: '*', key: sourceKey, sourceBytes: size, destinationBytes: size, content: true }
                : null,
            ),
        );
      },
    };
  };
}

/** Whether a key is in the share: the same keys each time (FNV-1a, 32 bits). */
function isChosen(key: KeyBytes, share: number): boolean {
  if (share >= 1) {
    return true;
  }
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) {
    hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  }
  // The highest bits of short keys are alike.
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 16)) >>> 0 < share * 2 ** 32;
}
