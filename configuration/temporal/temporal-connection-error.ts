import type { Phrase } from '../../presentation/words/phrase';
import { SaidError } from '../../presentation/words/said-error';
import { phrase } from '../../presentation/words/words';
import { clientPair, serverManner, type ServerManner } from './server-manner';
import type { TemporalTarget } from './temporal-target';

/** Temporal cannot be used as configured: it is not there, does not let us in, or has no such namespace. */
export class TemporalConnectionError extends SaidError {
  override readonly name = 'TemporalConnectionError';

  constructor(
    readonly happened: Phrase,
    readonly remedy: Phrase,
  ) {
    super([happened, remedy]);
  }
}

const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const UNAUTHENTICATED = 16;

const LOOK_WITHIN_MS = 3000;

/**
 * Explains why a connection, or the first question over it, failed. Where the error alone does not say, the server is
 * asked how it takes part in a connection. Quotes nothing but the address and namespace.
 */
export async function explainConnectionFailure(
  error: unknown,
  target: TemporalTarget,
  env: NodeJS.ProcessEnv,
): Promise<TemporalConnectionError> {
  if (error instanceof TemporalConnectionError) {
    return error;
  }
  const { code, message } = grpcError(error);
  if (code === NOT_FOUND || /namespace .*not found/i.test(message)) {
    return noNamespace(target);
  }
  if (code === UNAUTHENTICATED || /unauthenticated/i.test(message)) {
    return unauthenticated(target);
  }
  if (code === PERMISSION_DENIED || /permission ?denied|unauthorized/i.test(message)) {
    return notPermitted(target);
  }
  if (message.includes('NativeCertsNotFound')) {
    return new TemporalConnectionError(
      phrase('connection.noAuthorities', { address: target.address }),
      phrase('connection.installAuthorities'),
    );
  }
  const about = `${String(code)} ${message}`;
  const network = reasonIn(NETWORK, about);
  if (network === null && !usesProxy(env)) {
    const manner = await serverManner(target, LOOK_WITHIN_MS);
    if (manner !== null) {
      return byManner(manner, target);
    }
  }
  const { address, tls } = target;
  const why =
    network ??
    (/HTTP status code|not implemented|frame|http2/i.test(about)
      ? phrase('connection.notTemporal', { tls })
      : phrase('connection.noAnswer', { tls }));
  return new TemporalConnectionError(
    phrase('connection.unreachable', { address, why }),
    phrase('connection.checkAddress'),
  );
}

/** The status and words of an error, or of what the SDK has wrapped in it. */
function grpcError(error: unknown): { readonly code: unknown; readonly message: string } {
  const {
    code,
    message = '',
    cause,
  } = Object(error) as { code?: unknown; message?: string; cause?: unknown };
  return code === undefined && cause !== undefined ? grpcError(cause) : { code, message };
}

/** The gRPC library goes through the proxy that one of these names; then the server itself may be out of reach. */
export function usesProxy(env: NodeJS.ProcessEnv): boolean {
  return ['grpc_proxy', 'https_proxy', 'http_proxy'].some((name) => env[name]);
}

const NETWORK: readonly (readonly [RegExp, Phrase])[] = [
  [/ConnectionRefused|connection refused|ECONNREFUSED/i, phrase('connection.nothingListens')],
  [/dns error|ENOTFOUND|EAI_AGAIN|name resolution failed/i, phrase('connection.unknownHost')],
];

function reasonIn(reasons: readonly (readonly [RegExp, Phrase])[], message: string): Phrase | null {
  return reasons.find(([form]) => form.test(message))?.[1] ?? null;
}

function noNamespace({ namespace, address }: TemporalTarget): TemporalConnectionError {
  return new TemporalConnectionError(
    phrase('connection.noNamespace', { namespace, address }),
    isCloud(address)
      ? phrase('connection.cloudNamespace')
      : phrase('connection.createNamespace', { namespace }),
  );
}

function unauthenticated({ address, options: { apiKey, tls } }: TemporalTarget): TemporalConnectionError {
  const sent =
    apiKey !== undefined ? 'API key' : clientPair(tls) === undefined ? 'nothing' : 'client certificate';
  return new TemporalConnectionError(
    phrase('connection.unauthenticated', { address, sent }),
    phrase('connection.authenticate', { sent }),
  );
}

function notPermitted({ namespace, address }: TemporalTarget): TemporalConnectionError {
  return new TemporalConnectionError(
    phrase('connection.refused', { namespace, address }),
    isCloud(address) && !namespace.includes('.')
      ? phrase('connection.cloudNamespace')
      : phrase('connection.checkCredentials'),
  );
}

/** Addresses of Temporal Cloud, whose namespaces are called NAME.ACCOUNT. */
function isCloud(address: string): boolean {
  return /\.(tmprl\.cloud|temporal\.io)(:\d+)?$/i.test(address);
}

function byManner(manner: ServerManner, { address, options }: TemporalTarget): TemporalConnectionError {
  const told = (happened: Phrase, remedy: Phrase) => new TemporalConnectionError(happened, remedy);
  switch (manner) {
    case 'plain':
      return told(phrase('connection.plainServer', { address }), phrase('connection.switchTlsOff'));
    case 'tls':
      return told(phrase('connection.tlsServer', { address }), phrase('connection.switchTlsOn'));
    case 'self-signed':
      return told(phrase('connection.selfSigned', { address }), phrase('connection.nameCertificate'));
    case 'unknown-authority':
      return told(phrase('connection.unknownAuthority', { address }), phrase('connection.nameAuthority'));
    case 'expired':
      return told(
        phrase('connection.certificateExpired', { address }),
        phrase('connection.renewCertificate'),
      );
    case 'other-name':
      return told(phrase('connection.certificateOtherName', { address }), phrase('connection.nameServer'));
    case 'wants-certificate':
      return options.apiKey === undefined
        ? told(phrase('connection.wantsCertificate', { address }), phrase('connection.giveCertificate'))
        : told(phrase('connection.keyAtMtls', { address }), phrase('connection.addressForKeys'));
    case 'refuses-certificate':
      return told(
        phrase('connection.refusesCertificate', { address }),
        phrase('connection.checkCertificate'),
      );
  }
}
