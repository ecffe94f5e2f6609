import { named, quoted, visible } from '../../presentation/text/foreign-text';
import { humanBytes, humanCount } from '../../presentation/text/human-units';
import type { InventoryResult } from '../../contracts/listing/inventory';
import { alignedLines, type Row } from '../../presentation/report/aligned-lines';
import { estimateText } from '../../presentation/report/inventory-rows';
import type { CommandContext } from '../command-context';
import type { Answer } from '../answer';
import { EXIT } from '../exit-codes';

const MAX_EXAMPLES = 2;
const MAX_EXAMPLE_CHARACTERS = 200;

/**
 * The answer of `npx prep inventory`: the same if a worker listed or this process.
 *
 * @param seconds from the first request to the last
 */
export function inventoryAnswer(
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
  { totals, proof, findings, estimate }: InventoryResult,
  seconds: number,
  context: Pick<CommandContext, 'words' | 'say'>,
  more: object = {},
): Answer {
  const { objects, bytes, byStorageClass } = totals;
  const { pages, requests, digest } = proof;
  const { inventory: names } = context.words.terminal;
  const rows: Row[] = [
    [names.objects, humanCount(objects)],
    [names.bytes, context.words.terminal.aside(humanCount(bytes), humanBytes(bytes))],
    ...Object.entries(byStorageClass).map(([name, tally]): Row => {
      return [`  ${named(name)}`, names.countAndSize(humanCount(tally.objects), humanBytes(tally.bytes))];
    }),
    [names.pages, names.allValid(humanCount(pages), humanCount(requests))],
    [names.time, seconds < 60 ? names.seconds(seconds.toFixed(1)) : context.words.duration(seconds * 1000)],
    [names.digest, digest],
    [names.migration, names.atLeast(estimateText(estimate, context.words))],
  ];
  const known = findings.map(({ severity, happens, remedy, objects: count, samples }) => {
    const shown = samples.slice(0, MAX_EXAMPLES).map((key) => quoted(key, MAX_EXAMPLE_CHARACTERS));
    const severe = names.severities[severity] ?? severity;
    const text = names.finding(severe, humanCount(count), shown, context.say(happens), context.say(remedy));
    return visible(`  ${text}`);
  });
  return {
    exitCode: EXIT.done,
    json: {
      bucket,
      prefix,
      complete: true,
      seconds,
      ...totals,
      pages,
      requests,
      digest,
      findings,
      estimate,
      ...more,
    },
    text: [
      names.heading(bucket, prefix === '' ? null : quoted(prefix, 8000)),
      ...alignedLines(rows),
      ...known,
    ].join('\n'),
  };
}
