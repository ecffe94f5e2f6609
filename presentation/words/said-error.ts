import type { Said } from './phrase';
import { say } from './words';

/** An error that is a sentence as data. Its message is English for logs; people are shown `said` in their language. */
export class SaidError extends Error {
  constructor(
    readonly said: Said,
    options?: ErrorOptions,
  ) {
    super(say('en', said), options);
  }
}
