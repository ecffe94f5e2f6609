import { parse } from 'smol-toml';
import { z } from 'zod';
import { STORAGE_CLASSES } from '../../contracts/inputs/bucket-settings';
import { MAX_INPUT_BYTES } from '../../contracts/inputs/input-limits';
import { parseInput, refused } from '../../contracts/inputs/input-problems';
import { isDay } from '../../contracts/inputs/moment';
import { problemLines } from '../../contracts/inputs/problem-lines';
import { examplesOf } from '../../contracts/inputs/schema-fields';
import { visible } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';
import { CommandError } from '../command-error';
import type { CommandContext } from '../command-context';
import { readText } from '../read-text';

const MAX_PRICE = 1_000_000;
/** A zone may be ahead of ours. */
const DAY_MS = 86_400_000;

const price = z.number().min(0).max(MAX_PRICE).meta({ example: 0.5 });

const priceFile = z.strictObject({
  /** When the prices were looked up. */
  date: z
    .string()
    .refine(isDay, refused(phrase('estimate.notADate')))
    .refine((date) => !(Date.parse(date) > Date.now() + DAY_MS), refused(phrase('estimate.future')))
    .meta({ example: '2026-03-01' }),
  /** Where they are from. */
  from: z.string().min(1).max(500).meta({ example: 'our contract' }),
  currency: z
    .string()
    .refine((text) => /^[A-Z]{3}$/.test(text), refused(phrase('estimate.notACurrency')))
    .meta({ example: 'CNY' }),
  bytes_per_gb: z.literal([10 ** 9, 2 ** 30]).default(2 ** 30),
  source: z
    .strictObject({
      list_requests_per_10000: price.optional(),
      head_requests_per_10000: price.optional(),
      get_requests_per_10000: price.optional(),
      traffic_per_gb: price.optional(),
      retrieval_per_gb: price.optional(),
    })
    .default({}),
  destination: z
    .strictObject({
      read_requests_per_10000: price.optional(),
      write_requests_per_10000: price.optional(),
      storage_per_gb_month: z.partialRecord(z.enum(STORAGE_CLASSES), price).default({}),
    })
    .prefault({}),
});

const EXAMPLES = examplesOf(priceFile);

/** Prices of one day, in one currency; what is absent has no price. */
export type PriceFile = z.infer<typeof priceFile>;

/**
 * Reads a file of prices (`prices.example.toml` shows its form). The product has no prices of its own: they differ by region
 * and contract.
 *
 * @throws CommandError `InvalidInput`, with every line that is wrong
 */
export async function readPrices(file: string, readStdin: CommandContext['readStdin']): Promise<PriceFile> {
  const text = await readText(file, readStdin);
  const checked = parseInput(priceFile, parsed(file, text), EXAMPLES, MAX_INPUT_BYTES);
  if (!checked.ok) {
    const lines = problemLines(checked.problems);
    throw new CommandError('InvalidInput', phrase('estimate.notPrices', { file, lines }));
  }
  return checked.value;
}

function parsed(file: string, text: string): unknown {
  try {
    const prices = parse(text);
    return prices['date'] instanceof Date ? { ...prices, date: writtenDay(text, prices['date']) } : prices;
  } catch (error) {
    const [problems = ''] = (error as Error).message.split('\n');
    throw new CommandError('InvalidInput', phrase('estimate.notToml', { file, problems: visible(problems) }));
  }
}

/** The day as it is written: the parser takes the 30th of February for the 2nd of March. */
function writtenDay(text: string, parsedAs: Date): string {
  const [, written] = /^[ \t]*(?:date|"date"|'date')[ \t]*=[ \t]*(\d{4}-\d{2}-\d{2})/m.exec(text) ?? [];
  return written ?? parsedAs.toISOString().slice(0, 10);
}
