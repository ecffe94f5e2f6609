import type { TemporalTarget } from './temporal-target';

/** Temporal cannot be used as configured: it is not there, does not let us in, or has no such namespace. */
export class TemporalConnectionError extends Error {
  override readonly name = 'TemporalConnectionError';

  /**
   * @param happened what was found, a sentence
   * @param remedy what to do, a sentence
   */
  constructor(
    readonly happened: string,
    readonly remedy: string,
  ) {
    super(`${happened} ${remedy}`);
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
  const at = `the Temporal server ${target.address}`;
  if (code === NOT_FOUND || /namespace .*not found/i.test(message)) {
    return new TemporalConnectionError(
      `Namespace "${target.namespace}" does not exist at ${at}.`,
      `Set TEMPORAL_NAMESPACE, or create it: temporal operator namespace create --namespace ${target.namespace} --retention 30d`,
    );
  }
  if (
    code === UNAUTHENTICATED ||
    code === PERMISSION_DENIED ||
    /unauthenticated|permission denied|unauthorized/i.test(message)
  ) {
    return new TemporalConnectionError(
      `Namespace "${target.namespace}" at ${at} refuses these credentials.`,
      'Check TEMPORAL_API_KEY or the client certificate, and that they may use this namespace.',
    );
  }
  return new TemporalConnectionError(
    `Cannot reach ${at}: ${reasonIn(`${String(code)} ${message}`, target)}.`,
    REMEDY,
  );
}

const REMEDY =
  'Start it, or correct TEMPORAL_ADDRESS (or the address in temporal.toml). A server for trying out: temporal server start-dev';

function reasonIn(message: string, { tls }: TemporalTarget): string {
  const encrypted = tls ? 'with TLS' : 'without TLS';
  const reasons: readonly (readonly [RegExp, string])[] = [
    [/ConnectionRefused|connection refused|ECONNREFUSED/i, 'nothing listens there'],
    [/dns error|ENOTFOUND|EAI_AGAIN|name resolution/i, 'the host name is not known'],
    [
      /certificate|UnknownIssuer|handshake|InvalidContentType|CorruptMessage/i,
      `TLS failed (it was asked ${encrypted})`,
    ],
    [
      /HTTP status code|not implemented|frame|http2/i,
      `what answers is not Temporal (it was asked ${encrypted})`,
    ],
  ];
  return reasons.find(([form]) => form.test(message))?.[1] ?? `no answer (it was asked ${encrypted})`;
}
