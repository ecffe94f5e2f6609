import { z } from 'zod';
import { phrase } from '../../presentation/words/words';
import { CommandError } from '../command-error';
import { readJson } from '../read-json';

const count = z.string().regex(/^\d{1,30}$/);
const tally = z.object({ objects: count, bytes: count });
const totals = z.object({
  ...tally.shape,
  byStorageClass: z.record(z.string(), tally),
  bySizeBand: z.record(z.string(), tally),
});

/** The output of `prep inventory --json`, a report, or a result: each holds the totals at another place. */
const inventoryFile = z.union([
  totals,
  z.object({ totals }).transform((inventory) => inventory.totals),
  z.object({ inventory: z.object({ totals }) }).transform(({ inventory }) => inventory.totals),
]);

/** The part of an inventory that an estimate is made from. */
export type CountedTotals = z.infer<typeof totals>;

/**
 * Reads what was counted from the JSON of `prep inventory --json` or `prep report --format json`.
 *
 * @param file `-` for the standard input
 * @throws CommandError `InvalidInput`
 */
export async function readInventory(file: string, readStdin: () => Promise<string>): Promise<CountedTotals> {
  const checked = inventoryFile.safeParse(await readJson(file, readStdin));
  if (!checked.success) {
    throw new CommandError('InvalidInput', phrase('estimate.notAnInventory', { file }));
  }
  return checked.data;
}
