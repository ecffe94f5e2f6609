import type { SliceProgress } from '../../contracts/listing/inventory';
import { humanBytes, humanCount } from '../../presentation/text/human-units';
import type { Words } from '../../presentation/words/words';

/** How far a listing is, on one line. */
export function progressText(listing: SliceProgress, words: Words): string {
  const { objects, bytes, pages, rangesLeft, objectsPerSecond, secondsLeft } = listing;
  const { progress, separator } = words.terminal;
  // The first pages say nothing about the time that is left.
  const known = secondsLeft !== undefined && secondsLeft >= 1;
  return [
    progress.objects(humanCount(objects)),
    humanBytes(bytes),
    progress.rate(humanCount(objectsPerSecond)),
    ...(known ? [progress.left(words.duration(secondsLeft * 1000))] : []),
    progress.pages(humanCount(pages)),
    progress.ranges(humanCount(rangesLeft)),
  ].join(separator);
}
