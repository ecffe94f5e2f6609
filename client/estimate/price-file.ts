import { parse } from 'smol-toml';
import { z } from 'zod';
import { STORAGE_CLASSES } from '../../contracts/bucket-settings';
import { visible } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';
import { CommandError } from '../command-error';
import { readText } from './read-text';

const price = z.number().nonnegative();

const priceFile = z.strictObject({
  /** When the prices were looked up; TOML dates come as `Date`. */
  date: z.union([z.iso.date(), z.date().transform((date) => date.toISOString().slice(0, 10))]),
  /** Where they are from. */
  from: z.string().min(1).max(500),
  currency: z.string().regex(/^[A-Z]{3}$/, 'three capital letters, such as CNY'),
  bytes_per_gb: z.union([z.literal(10 ** 9), z.literal(2 ** 30)]).default(2 ** 30),
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

/** Prices of one day, in one currency; what is absent has no price. */
export type PriceFile = z.infer<typeof priceFile>;

/**
 * Reads a file of prices (`prices.example.toml` shows its form). The product has no prices of its own: they differ by region
 * and contract.
 *
 * @throws CommandError `FileRefused`, with every line that is wrong
 */
export async function readPrices(file: string): Promise<PriceFile> {
  const text = await readText(file);
  const checked = priceFile.safeParse(parsed(file, text));
  if (!checked.success) {
    const problems = checked.error.issues.map(
      ({ path, message }) => `${path.map(String).join('.')}: ${message}`,
    );
    throw new CommandError(
      'FileRefused',
      phrase('estimate.notPrices', { file, problems: visible(problems.join('; ')) }),
    );
  }
  return checked.data;
}

function parsed(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    const [problems = ''] = (error as Error).message.split('\n');
    throw new CommandError(
      'FileRefused',
      phrase('estimate.notPrices', { file, problems: visible(problems) }),
    );
  }
}
