/** A request is not answered as asked. Its message says why and what to do, and quotes no secret. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  /** @param status of HTTP */
  constructor(
    readonly status: RefusalStatus,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

type RefusalStatus = 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

/** Any other error as a refusal that shows only its kind: a message may quote the request. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) {
    return error;
  }
  const kind = error instanceof Error ? error.name : typeof error;
  return new Refusal(500, `The answer to this request failed (${kind}).`);
}
