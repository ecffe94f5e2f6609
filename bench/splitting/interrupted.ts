import { dealRanges } from '../../contracts/listing/inventory-merge';
import { codeRanges, decodeRanges } from '../../contracts/listing/range-coding';
import { startCheckpoint } from '../../inventory/ranges/checkpoint';
import type { KeyList } from './key-list';
import { Simulation, type Conditions } from './simulation';

/** A listing that is interrupted in the middle, in relation to what the rest of it takes undisturbed. */
export interface MeasuredRest {
  readonly name: string;
  /** Round trips of the rest, undisturbed. */
  readonly rounds: number;
  /** The rest, taken up from its checkpoint, over that. */
  readonly resumed: number;
  /** The same, dealt to two slices of half as many requests in flight each. */
  readonly dealt: number;
}

const SLICES = 2;

/** @throws RangeError if keys were lost or counted twice */
export function measureRest(name: string, keys: KeyList, conditions: Conditions): MeasuredRest {
  const middle = keys.count / 2;
  const undisturbed = new Simulation(keys, conditions).run();
  const reached = new Simulation(keys, conditions).interruptedAfter(middle);
  const rest = undisturbed.ms - reached.ms;
  const ended = new Simulation(keys, conditions).endedAfter(middle);
  const checkpoint = { totals: startCheckpoint().totals, ranges: codeRanges(ended.ranges) };
  const slices = dealRanges(checkpoint, SLICES).map(({ ranges }) =>
    new Simulation(keys, {
      ...conditions,
      requesters: conditions.requesters / SLICES,
      ranges: decodeRanges(ranges),
    }).run(),
  );
  const resumed = new Simulation(keys, { ...conditions, ranges: reached.ranges }).run();
  const dealt = slices.reduce((sum, slice) => sum + slice.keys, 0);
  for (const [before, after] of [[reached.keys, resumed.keys] as const, [ended.keys, dealt] as const]) {
    if (before + after !== keys.count) {
      throw new RangeError(`${name}: ${before} and ${after} keys were counted, of ${keys.count}.`);
    }
  }
  return {
    name,
    rounds: rest / conditions.latencyMs,
    resumed: resumed.ms / rest,
    dealt: Math.max(...slices.map(({ ms }) => ms)) / (undisturbed.ms - ended.ms),
  };
}
