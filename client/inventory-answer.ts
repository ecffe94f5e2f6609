import { named, quoted, visible } from '../presentation/text/foreign-text';
import { humanBytes, humanCount, humanDuration } from '../presentation/text/human-units';
import type { InventoryResult } from '../contracts/inventory';
import { alignedLines, type Row } from '../presentation/report/aligned-lines';
import { estimateText } from '../presentation/report/inventory-section';
import type { Answer } from './answer';
import { EXIT } from './exit-codes';
import { say } from '../presentation/words/words';

const MAX_EXAMPLES = 2;
const MAX_EXAMPLE_CHARACTERS = 200;

/**
 * The answer of `npx prep inventory`: the same whether a worker listed or this process.
 *
 * @param seconds that it took, from the first request to the last
 */
export function inventoryAnswer(
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
  { totals, proof, findings, estimate }: InventoryResult,
  seconds: number,
  more: object = {},
): Answer {
  const { objects, bytes, byStorageClass } = totals;
  const { pages, requests, digest } = proof;
  const rows: Row[] = [
    ['Objects', humanCount(objects)],
    ['Bytes', `${humanCount(bytes)} (${humanBytes(bytes)})`],
    ...Object.entries(byStorageClass).map(([name, tally]): Row => {
      return [`  ${named(name)}`, `${humanCount(tally.objects)} objects, ${humanBytes(tally.bytes)}`];
    }),
    ['Pages', `${humanCount(pages)}, all valid; ${humanCount(requests)} requests`],
    ['Time', seconds < 60 ? `${seconds.toFixed(1)} s` : humanDuration(seconds * 1000)],
    ['Digest', digest],
    ['Migration', `at least ${estimateText(estimate)}`],
  ];
  const known = findings.map(({ severity, happens, remedy, objects: count, samples }) => {
    return visible(
      `  ${severity}: ${humanCount(count)} objects${examplesText(samples)}. ${say('en', [happens, remedy])}`,
    );
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
      findings: findings.map((one) => ({
        ...one,
        happens: say('en', one.happens),
        remedy: say('en', one.remedy),
      })),
      estimate,
      ...more,
    },
    text: [
      `KS3 bucket ${bucket}${prefix === '' ? '' : `, prefix ${quoted(prefix, 8000)}`}: complete`,
      ...alignedLines(rows),
      ...known,
    ].join('\n'),
  };
}

/** The first keys that a finding concerns, abridged; nothing if it knows none. */
function examplesText(samples: readonly string[]): string {
  const examples = samples.slice(0, MAX_EXAMPLES).map((key) => quoted(key, MAX_EXAMPLE_CHARACTERS));
  return examples.length === 0 ? '' : `, for example ${examples.join(' and ')}`;
}
