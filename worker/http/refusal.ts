import type { Said } from '../../presentation/words/phrase';
import { SaidError } from '../../presentation/words/said-error';
import { phrase } from '../../presentation/words/words';

/**
 * A request is not answered as asked. It says why and what to do, and quotes no secret.
 */
export class Refusal extends SaidError {
  override readonly name = 'Refusal';

  /** @param status of HTTP */
  constructor(
    readonly status: RefusalStatus,
    said: Said,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(said);
  }
}

type RefusalStatus = 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

/** Any other error as a refusal that shows only its kind: a message may quote the request. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) {
    return error;
  }
  const kind = error instanceof Error ? error.name : typeof error;
  return new Refusal(500, phrase('http.failed', { kind }));
}
