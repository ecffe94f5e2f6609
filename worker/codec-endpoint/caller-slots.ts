import { Slots } from './slots';

/** Separate slots for each caller, so that callers do not wait for each other. */
export class CallerSlots {
  readonly #make: () => Slots;
  readonly #busy = new Map<string, { readonly slots: Slots; users: number }>();

  /** @param most tasks of one caller at the same time; `mostWaiting` more wait for their turn */
  constructor(most: number, mostWaiting: number) {
    this.#make = () => new Slots(most, mostWaiting);
  }

  /** Whether a caller has no place even to wait. */
  full(caller: string): boolean {
    return this.#busy.get(caller)?.slots.full ?? false;
  }

  /** Does the work when it is its caller's turn. */
  async hold<T>(caller: string, work: () => Promise<T>): Promise<T> {
    const own = this.#busy.get(caller) ?? { slots: this.#make(), users: 0 };
    this.#busy.set(caller, own);
    own.users++;
    try {
      return await own.slots.hold(work);
    } finally {
      own.users--;
      // Names come from tokens that the Temporal server knows, of which there may be any number.
      if (own.users === 0) {
        this.#busy.delete(caller);
      }
    }
  }
}
