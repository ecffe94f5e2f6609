import { isOfNothing, type VerificationResult } from '../../contracts/migration/verification';
import type { Row } from '../../presentation/report/aligned-lines';
import {
  verificationLine,
  verificationNext,
  verificationRows,
  type VerifiedBuckets,
} from '../../presentation/report/verification-rows';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { fittedRows } from '../terminal/table';
import { EXIT } from '../exit-codes';

/** The answer of `npx prep verify`: the same if a worker verified or this process. */
export function verificationAnswer(
  buckets: VerifiedBuckets,
  result: VerificationResult,
  seconds: number,
  { words, say, terminal }: Pick<CommandContext, 'words' | 'say' | 'terminal'>,
  {
    list,
    again,
    ...more
  }: { readonly list?: string; readonly again: string } & Readonly<Record<string, unknown>>,
): Answer {
  const { verification: names } = words;
  const time =
    seconds < 60 ? words.terminal.inventory.seconds(seconds.toFixed(1)) : words.duration(seconds * 1000);
  const listed = list ?? result.listCommand;
  const rows: Row[] = [
    ...verificationRows(result, words, say),
    [names.time, time],
    ...(listed === undefined ? [] : [[names.list, listed] as const]),
  ];
  const next = verificationNext(result, again, words);
  return {
    exitCode: isOfNothing(result) ? EXIT.error : result.identical ? EXIT.done : EXIT.differs,
    json: {
      sourceBucket: buckets.source,
      destinationBucket: buckets.destination,
      ...result,
      seconds,
      ...(list === undefined ? {} : { list }),
      ...more,
    },
    text: [verificationLine(buckets, result, words), ...fittedRows(rows, terminal.width), next].join('\n'),
  };
}
