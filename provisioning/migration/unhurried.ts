/**
 * The signal of a call whose answer is waited for even if the caller has given up: what it creates or launches must be
 * seen by the clean-up.
 */
export function unhurried(): AbortSignal {
  return new AbortController().signal;
}
