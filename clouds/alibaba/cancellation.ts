/**
 * Carries out a call that changes nothing; ends with the signal's reason as soon as the caller gives up.
 * The SDKs cannot abort a request, so the abandoned one ends by its own timeout, unheard.
 */
export async function readCall<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let stopListening = (): void => undefined;
  const abandoned = new Promise<never>((_, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    stopListening = () => signal.removeEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([call(), abandoned]);
  } finally {
    stopListening();
  }
}

/**
 * Carries out a call that changes something. Once sent it is waited for even if the caller gives up: a clean-up
 * that starts while it is still under way would miss what it makes.
 */
export async function writeCall<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  return call();
}
