import type { Relisted, VerificationScope } from '../../contracts/migration/verification';
import { toKeyBytes, type KeyBytes } from '../pages/key-bytes';
import { ContentChecker } from './content-checker';
import { ContentTally, mergeContents, NO_CONTENTS } from './content-tally';
import { FoundDifferences, mergeDifferences, type Difference } from './found-differences';
import { skipOf, type Side } from './side';

/** Which keys of the source to look at, and how. */
export interface SampleOptions {
  readonly source: Side;
  readonly destination: Side;
  readonly scope: VerificationScope;
  readonly keys: readonly KeyBytes[];
  /** Objects that are compared at the same time. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly onProgress?: ((done: number, left: number) => void) | undefined;
  readonly onDifference?: ((difference: Difference) => void) | undefined;
}

/**
 * Compares the contents of some objects by two HEAD requests for each, and adds what it finds.
 *
 * @throws PrepError of the error table, or the signal's reason
 */
export async function checkSample(found: Relisted, options: SampleOptions): Promise<Relisted> {
  const { source, destination, scope, keys, concurrency, signal, onProgress, onDifference } = options;
  const cancel = new AbortController();
  const either = AbortSignal.any([signal, cancel.signal]);
  const checker = new ContentChecker(source, destination, concurrency, either);
  const tally = new ContentTally();
  const differences = new FoundDifferences();
  const different: Difference[] = [];
  const skip = skipOf(scope, 'source');
  const prefix = toKeyBytes(scope.destinationPrefix).slice(0, skipOf(scope, 'destination'));
  let [at, done] = [0, 0];
  async function lane(): Promise<void> {
    for (let number = at++; number < keys.length; number = at++) {
      const key = keys[number] as KeyBytes;
      const object = { sourceKey: key, destinationKey: prefix + key.slice(skip), size: null };
      const { verdict, size } = await checker.check(object, tally);
      if (verdict === 'different') {
        different.push({ mark: '*', key, sourceBytes: size, destinationBytes: size, content: true });
      }
      onProgress?.(++done, keys.length - done);
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(concurrency, keys.length) }, lane));
  } catch (error) {
    cancel.abort(error);
    signal.throwIfAborted();
    throw error;
  }
  for (const one of different.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    differences.add(one);
    onDifference?.(one);
  }
  return {
    ...found,
    differences: mergeDifferences(found.differences, differences.toJson()),
    contents: mergeContents(found.contents ?? NO_CONTENTS, tally.toJson()),
  };
}
