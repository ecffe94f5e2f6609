import { ossError, strangeAnswer } from './oss-error';

/**
 * Carries out a call of the SDK. Its errors are rebuilt. A success counts only with OSS's request ID in its headers,
 * because the SDK accepts any page with status 200, even a proxy's sign-in page.
 *
 * @throws PrepError
 */
export async function ossCall<T>(bucket: string, call: () => Promise<T>): Promise<T> {
  let answer: T;
  try {
    answer = await call();
  } catch (error) {
    throw ossError(error, bucket);
  }
  if (headersOf(answer)['x-oss-request-id'] === undefined) {
    throw strangeAnswer(bucket);
  }
  return answer;
}

/** Methods keep the response in `res`; the generic request gives it as it is. */
function headersOf(answer: unknown): Record<string, unknown> {
  const { res, headers } = answer as {
    res?: { headers: Record<string, unknown> };
    headers?: Record<string, unknown>;
  };
  return res?.headers ?? headers ?? {};
}
