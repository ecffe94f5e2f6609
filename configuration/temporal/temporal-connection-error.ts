import type { Phrase, Said } from '../../presentation/words/phrase';
import { phrase, say } from '../../presentation/words/words';
import type { TemporalTarget } from './temporal-target';

/** Temporal cannot be used as configured: it is not there, does not let us in, or has no such namespace. Its message is for logs. */
export class TemporalConnectionError extends Error {
  override readonly name = 'TemporalConnectionError';

  constructor(
    readonly happened: Phrase,
    readonly remedy: Phrase,
  ) {
    super(say('en', [happened, remedy]));
  }

  get said(): Said {
    return [this.happened, this.remedy];
  }
}

const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const UNAUTHENTICATED = 16;

/** Explains why a connection, or the first question over it, failed. Quotes nothing but the address and namespace. */
export function explainConnectionFailure(error: unknown, target: TemporalTarget): TemporalConnectionError {
  if (error instanceof TemporalConnectionError) {
    return error;
  }
  const { code, message = '' } = Object(error) as { code?: unknown; message?: string };
  const { namespace, address } = target;
  if (code === NOT_FOUND || /namespace .*not found/i.test(message)) {
    return new TemporalConnectionError(
      phrase('connection.noNamespace', { namespace, address }),
      phrase('connection.createNamespace', { namespace }),
    );
  }
  if (
    code === UNAUTHENTICATED ||
    code === PERMISSION_DENIED ||
    /unauthenticated|permission denied|unauthorized/i.test(message)
  ) {
    return new TemporalConnectionError(
      phrase('connection.refused', { namespace, address }),
      phrase('connection.checkCredentials'),
    );
  }
  return new TemporalConnectionError(
    phrase('connection.unreachable', { address, why: reasonIn(`${String(code)} ${message}`, target) }),
    phrase('connection.checkAddress'),
  );
}

function reasonIn(message: string, { tls }: TemporalTarget): Phrase {
  const reasons: readonly (readonly [RegExp, Phrase])[] = [
    [/ConnectionRefused|connection refused|ECONNREFUSED/i, phrase('connection.nothingListens')],
    [/dns error|ENOTFOUND|EAI_AGAIN|name resolution/i, phrase('connection.unknownHost')],
    [
      /certificate|UnknownIssuer|handshake|InvalidContentType|CorruptMessage/i,
      phrase('connection.tlsFailed', { tls }),
    ],
    [/HTTP status code|not implemented|frame|http2/i, phrase('connection.notTemporal', { tls })],
  ];
  return reasons.find(([form]) => form.test(message))?.[1] ?? phrase('connection.noAnswer', { tls });
}
