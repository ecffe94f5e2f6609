/** Longest wait that is taken from an answer, in milliseconds. */
const MAX_RETRY_AFTER_MS = 60 * 60 * 1000;

/**
 * How long a server asks to wait, in milliseconds, by its header Retry-After: seconds or a date (RFC 9110, 10.2.3).
 * Undefined if it is neither, or not in the future.
 */
export function retryAfterMs(header: unknown, now: number): number | undefined {
  const text = typeof header === 'string' ? header.trim() : '';
  const waitMs = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return waitMs > 0 ? Math.min(waitMs, MAX_RETRY_AFTER_MS) : undefined;
}
