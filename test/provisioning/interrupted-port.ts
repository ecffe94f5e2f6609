import { PrepError } from '../../contracts/prep-error';

/** Whether the call that goes wrong took effect before its answer was lost. */
export type Loss = 'before its effect' | 'after its effect';

/** A port, one of whose calls gets no answer. */
export interface Interrupted<Port> {
  readonly port: Port;
  /** Verbs in the order they were called. */
  readonly calls: readonly string[];
}

/** Wraps a port so that the call of that number, from 0, is lost; a negative number loses none. */
export function interrupted<Port extends object>(port: Port, lost: number, loss: Loss): Interrupted<Port> {
  const calls: string[] = [];
  const wrapped = new Proxy(port, {
    get(target, verb: string) {
      const member: unknown = Reflect.get(target, verb, target);
      if (typeof member !== 'function') {
        return member;
      }
      return async (...given: unknown[]): Promise<unknown> => {
        const number = calls.push(verb) - 1;
        if (number !== lost) {
          return member.apply(target, given) as unknown;
        }
        if (loss === 'after its effect') {
          await member.apply(target, given);
        }
        throw new PrepError('RamUnavailable', { resource: `call ${number}, ${verb}` });
      };
    },
  });
  return { port: wrapped, calls };
}

/**
 * Runs a piece of work again and again, each time from the state that `start` makes, losing another of its calls,
 * before and after its effect; after each loss the work is done once more without one, as Temporal's retry does.
 */
export async function whateverIsLost<World>(
  start: () => World,
  work: (world: World, lost: number, loss: Loss) => Promise<number>,
  then: (world: World, what: string) => void | Promise<void>,
): Promise<void> {
  for (const loss of ['before its effect', 'after its effect'] as const) {
    const calls = await work(start(), -1, loss);
    for (let lost = 0; lost < calls; lost++) {
      const world = start();
      await work(world, lost, loss).then(
        () => undefined,
        () => undefined,
      );
      await work(world, -1, loss);
      await then(world, `call ${lost} lost ${loss}`);
    }
  }
}
