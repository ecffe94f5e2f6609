const REDACTED = '[secret]';

/**
 * A secret in memory. It can only be read by `reveal()`; logging, inspecting, serialising or concatenating it
 * yields `[secret]`, so that no careless line can publish it.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The plain value. Call it only where the value is handed to an SDK or to the sealing. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return REDACTED;
  }
}
