import type { StorageClass } from '../../contracts/inputs/bucket-settings';
import { BITS_PER_SECOND, migrationEffort, type Span } from '../../contracts/listing/migration-effort';
import { alignedLines } from '../../presentation/report/aligned-lines';
import { quantityText } from '../../presentation/report/effort-rows';
import { estimateText } from '../../presentation/report/inventory-rows';
import { visible } from '../../presentation/text/foreign-text';
import { humanBytes, humanCount } from '../../presentation/text/human-units';
import type { Answer } from '../answer';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import { costOnce, estimatedItems, type Cost } from './estimate-items';
import { readInventory } from './inventory-file';
import { readPrices } from './price-file';

export interface EstimateRequest {
  /** JSON of an inventory or of a report; `-` for the standard input. */
  readonly inventory: string;
  readonly prices: string | undefined;
  /** Mbit/s. */
  readonly bandwidth: number | undefined;
  readonly rounds: number;
  readonly storageClass: StorageClass;
}

/**
 * What a migration takes, from what was counted: quantities always, costs only by the prices of a file.
 *
 * @throws CommandError `InvalidInput`
 */
export async function estimate(
  { inventory, prices: priceFile, bandwidth, rounds, storageClass }: EstimateRequest,
  { words, readStdin }: Pick<CommandContext, 'words' | 'readStdin'>,
): Promise<Answer> {
  const totals = await readInventory(inventory, readStdin);
  const prices = priceFile === undefined ? null : await readPrices(priceFile, readStdin);
  const bitsPerSecond = bandwidth === undefined ? BITS_PER_SECOND : bandwidth * 1e6;
  const effort = migrationEffort(totals, { bitsPerSecond, rounds, storageClass });
  const items = estimatedItems(effort, storageClass, prices);
  const once = costOnce(items);
  const unpriced = items.filter(
    ({ item, cost, quantity }) => item !== 'storedBytes' && cost === null && quantity.most > 0n,
  ).length;
  const { minimumDays } = effort.destination;
  const { estimate: says } = words.terminal;
  const money = (cost: Cost | null) => (cost === null ? '' : costText(cost, prices?.currency ?? ''));
  return {
    exitCode: EXIT.done,
    json: {
      objects: totals.objects,
      bytes: totals.bytes,
      rounds,
      storageClass,
      minimumDays,
      duration: effort.duration,
      items: items.map((one) => ({ ...one, quantity: textual(one.quantity) })),
      costOnce: once,
      prices: prices === null ? null : { date: prices.date, from: prices.from, currency: prices.currency },
    },
    text: [
      says.heading(humanCount(totals.objects), humanBytes(totals.bytes)),
      says.duration(estimateText(effort.duration, words)),
      ...alignedLines(
        items.map(({ item, quantity, cost }) => [
          says.items[item],
          quantityText(item, quantity),
          money(cost),
        ]),
      ),
      ...(minimumDays === 0 ? [] : [says.minimumDays(storageClass, minimumDays)]),
      ...(once === null ? [] : [says.once(money(once), unpriced)]),
      prices === null ? says.noPrices : says.pricesOf(prices.date, visible(prices.from)),
      says.notIncluded(rounds),
    ].join('\n'),
  };
}

/** What costs less is not shown as nothing. */
const SMALLEST = 0.01;

function costText({ least, most }: Cost, currency: string): string {
  if (most > 0 && most < SMALLEST) {
    return `< ${SMALLEST} ${currency}`;
  }
  const [from, to] = [least.toFixed(2), most.toFixed(2)];
  return from === to ? `${from} ${currency}` : `${from} – ${to} ${currency}`;
}

function textual({ least, most }: Span): Record<keyof Span, string> {
  return { least: String(least), most: String(most) };
}
