import type { S3ClientConfig } from '@aws-sdk/client-s3';

/** What the SDK asks before it sends a request again. */
interface Token {
  getRetryCount(): number;
  getRetryDelay(): number;
}

const ATTEMPTS = 3;
const FIRST_DELAY_MS = 100;

/**
 * The retries of the SDK: requests that were lost or met a failing server, and those that failed because of a wrong
 * clock, once it knows the store's. If a store asks to slow down, the caller must react: whoever sends many requests
 * needs to see every refusal.
 */
export const retries = {
  acquireInitialRetryToken: (): Promise<Token> => Promise.resolve(token(0)),
  refreshRetryTokenForRetry(
    last: Token,
    { errorType, error }: { errorType: string; error?: unknown },
  ): Promise<Token> {
    const { $metadata } = Object(error) as { $metadata?: { httpStatusCode?: number } };
    const passing =
      (errorType === 'TRANSIENT' || errorType === 'SERVER_ERROR') && $metadata?.httpStatusCode !== 503;
    return passing && last.getRetryCount() + 1 < ATTEMPTS
      ? Promise.resolve(token(last.getRetryCount() + 1))
      : Promise.reject(new Error('Not sent again.'));
  },
  recordSuccess: () => undefined,
} satisfies S3ClientConfig['retryStrategy'];

function token(count: number): Token {
  const delay = count === 0 ? 0 : FIRST_DELAY_MS * 2 ** count * Math.random();
  return { getRetryCount: () => count, getRetryDelay: () => delay };
}
