import type { SampledTally } from '../../contracts/listing/inventory';
import {
  isOfNothing,
  type VerificationResult,
  type VerifiedSide,
} from '../../contracts/migration/verification';
import { quoted } from '../text/foreign-text';
import { humanBytes, humanCount } from '../text/human-units';
import type { Say } from '../words/phrase';
import type { Words } from '../words/words';
import type { Row } from './aligned-lines';
import { sinceLastInWords } from './since-last-in-words';

const MAX_EXAMPLES = 3;
const MAX_EXAMPLE_CHARACTERS = 200;
const MAX_PREFIX_CHARACTERS = 200;

/** The buckets of a verification. */
export interface VerifiedBuckets {
  readonly source: string;
  readonly destination: string;
}

/** The one line that a verification comes to. */
export function verificationLine(
  { source, destination }: VerifiedBuckets,
  result: VerificationResult,
  { verification: names }: Words,
): string {
  const {
    identical,
    source: { objects, bytes },
    differences,
  } = result;
  if (isOfNothing(result)) {
    return names.nothing(source, destination);
  }
  if (identical) {
    return names.identical(source, destination, humanCount(objects), humanBytes(bytes));
  }
  const { missing, extra, otherSize, otherContent } = differences;
  const all = [missing, extra, otherSize, otherContent].reduce(
    (sum, tally) => sum + BigInt(tally.objects),
    0n,
  );
  return names.different(source, destination, humanCount(String(all)));
}

/** What a verification found, item by item. */
export function verificationRows(result: VerificationResult, words: Words, say: Say): Row[] {
  const { verification: names } = words;
  const { scope, source, destination, differences, rangesRelisted, sinceLast } = result;
  const kinds: readonly (readonly [SampledTally, string, (count: string, size: string) => string])[] = [
    [differences.missing, names.missing, names.missingValue],
    [differences.extra, names.extra, names.extraValue],
    [differences.otherSize, names.otherSize, names.otherSizeValue],
    [differences.otherContent, names.otherContent, names.otherContentValue],
  ];
  const prefixes =
    scope.sourcePrefix === '' && scope.destinationPrefix === ''
      ? []
      : [
          [
            names.prefixes,
            names.prefixesValue(prefixText(scope.sourcePrefix), prefixText(scope.destinationPrefix)),
          ] as const,
        ];
  return [
    [names.source, sideText(source, words)],
    [names.destination, sideText(destination, words)],
    ...prefixes,
    [
      names.digest,
      source.digest === destination.digest ? source.digest : names.digests(source.digest, destination.digest),
    ],
    ...kinds
      .filter(([{ objects }]) => objects !== '0')
      .map(([tally, name, value]): Row => [
        name,
        value(humanCount(tally.objects), humanBytes(tally.bytes)) + examples(tally, words),
      ]),
    ...contentRows(result, words),
    ...leftOutRows(result, words),
    ...(rangesRelisted === 0 || (scope.contents !== undefined && 'share' in scope.contents)
      ? []
      : [[names.relisted, names.relistedValue(humanCount(rangesRelisted))] as const]),
    ...changedRows(result, words),
    ...(sinceLast === undefined
      ? []
      : [[names.sinceLast, say(sinceLastInWords(sinceLast, result))] as const]),
  ];
}

/** Whether contents were to be compared, and no object had a checksum that both sides know. */
const hasNoContents = ({ contents }: VerificationResult): boolean =>
  contents !== null && contents.objects > 0 && String(contents.objects) === contents.notComparable.objects;

/**
 * What to do now. To revoke the access is proposed only if all that the source holds was found.
 *
 * @param again the command that compares once more
 * @param span how commands are written
 */
export function verificationNext(
  result: VerificationResult,
  again: string,
  { verification: names }: Words,
  span: (command: string) => string = (command) => command,
): string {
  const { identical, source, differences, revokeCommand } = result;
  if (isOfNothing(result)) {
    return names.nextEmpty(span(again));
  }
  if (identical) {
    const revoke =
      revokeCommand === undefined
        ? names.revokeById(span('npx prep revoke --id ID'), span('npx prep list --all'))
        : span(revokeCommand);
    return source.leftOut.changedLater > 0
      ? names.nextLeftOut(span(again.replace(/ --ignore-after \S+/, '')))
      : hasNoContents(result)
        ? names.nextNoContents(revoke)
        : names.next(revoke);
  }
  const { missing, extra, otherSize, otherContent, refusedByOss } = differences;
  const some = ({ objects }: SampledTally): boolean => objects !== '0';
  const sentences = [
    ...(BigInt(missing.objects) > BigInt(refusedByOss) ? [names.copyMissing] : []),
    ...(refusedByOss > 0 ? [names.refusedKeys(humanCount(refusedByOss))] : []),
    ...(some(otherSize) || some(otherContent) ? [names.copyAgain] : []),
  ];
  const onlyExtra = sentences.length === 0 && some(extra);
  return names.nextDifferent(onlyExtra ? [names.onlyExtra] : sentences, span(again));
}

function sideText({ objects, bytes, pages, requests }: VerifiedSide, { verification: names }: Words): string {
  return names.side(humanCount(objects), humanBytes(bytes), humanCount(pages), humanCount(requests));
}

function examples({ samples }: SampledTally, { verification: names }: Words): string {
  const shown = samples.slice(0, MAX_EXAMPLES).map((key) => quoted(key, MAX_EXAMPLE_CHARACTERS));
  return shown.length === 0 ? '' : names.examples(shown);
}

function contentRows({ contents, source }: VerificationResult, words: Words): Row[] {
  const { verification: names } = words;
  if (contents === null) {
    return [];
  }
  const { objects, byMd5, byCrc64, notComparable, requests } = contents;
  const counts = [byMd5, byCrc64, requests.source + requests.destination].map(humanCount) as [
    string,
    string,
    string,
  ];
  const value = names.notComparableValue(humanCount(notComparable.objects), humanBytes(notComparable.bytes));
  return [
    [names.contents, names.contentsValue(humanCount(objects), humanCount(source.objects), ...counts)],
    ...(notComparable.objects === '0'
      ? []
      : [[names.notComparable, value + examples(notComparable, words)] as const]),
  ];
}

function leftOutRows({ scope, source, destination }: VerificationResult, words: Words): Row[] {
  const { verification: names } = words;
  const reports = source.leftOut.reports + destination.leftOut.reports;
  const markers = source.leftOut.markers + destination.leftOut.markers;
  const what = [
    ...(reports === 0 ? [] : [names.reports(humanCount(reports))]),
    ...(markers === 0 ? [] : [names.markers(humanCount(markers))]),
    // The date is shown even if it left nothing out: it says what was compared.
    ...(scope.ignoreAfter === null
      ? []
      : [names.changedLater(humanCount(source.leftOut.changedLater), scope.ignoreAfter)]),
  ];
  return what.map((text) => [names.leftOut, text]);
}

function changedRows({ source, destination }: VerificationResult, words: Words): Row[] {
  const [here, there] = [source.changedWhileListed.objects, destination.changedWhileListed.objects];
  const { verification: names } = words;
  return here === '0' && there === '0'
    ? []
    : [[names.changed, names.changedValue(humanCount(here), humanCount(there))]];
}

const prefixText = (prefix: string): string => quoted(prefix, MAX_PREFIX_CHARACTERS);
