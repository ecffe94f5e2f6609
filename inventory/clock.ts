import { performance } from 'node:perf_hooks';

/** Time as the engine knows it, so that a test can give it another. */
export interface Clock {
  /** Milliseconds that never go back. */
  now(): number;
  /** Calls back so many milliseconds later; what it returns takes that back. */
  later(ms: number, call: () => void): () => void;
}

export const realClock: Clock = {
  now: () => performance.now(),
  later(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
