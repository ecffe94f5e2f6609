import { named } from '../../presentation/text/foreign-text';
import type { ErrorType } from '../../contracts/error-table';
import { PrepError } from '../../contracts/prep-error';
import { certificateProblem } from '../certificate-refusal';
import { retryAfterMs } from '../http/retry-after';
import { withoutProxy } from '../ignored-proxy';

/** What an error can be judged by: who was asked, and how. */
interface Asked {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
}

/** The parts of an SDK error that are looked at. Its message, cause and request are not: they hold URLs. */
interface VendorError {
  readonly name?: unknown;
  readonly Code?: unknown;
  readonly code?: unknown;
  readonly Region?: unknown;
  readonly Endpoint?: unknown;
  readonly RequestId?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: { readonly statusCode?: number; readonly headers?: Record<string, string> };
  readonly $retryable?: unknown;
}

/** KS3's error codes (docs.ksyun.com and the SDKs' sources) and what they are to a run. */
const BY_CODE: Readonly<Record<string, ErrorType>> = {
  AccessDenied: 'Ks3AccessDenied',
  InvalidAccessKeyId: 'Ks3InvalidAccessKey',
  SignatureDoesNotMatch: 'Ks3SignatureMismatch',
  ExpiredToken: 'Ks3InvalidAccessKey',
  RequestTimeTooSkewed: 'Ks3ClockSkew',
  SecondLevelDomainForbidden: 'Ks3WrongEndpoint',
  PermanentRedirect: 'Ks3WrongRegion',
  TemporaryRedirect: 'Ks3WrongRegion',
  AuthorizationHeaderMalformed: 'Ks3WrongRegion',
  NoSuchBucket: 'Ks3NoSuchBucket',
  AccountProblem: 'Ks3AccountProblem',
  NotSignedUp: 'Ks3AccountProblem',
  SlowDown: 'Ks3SlowDown',
  ServiceUnavailable: 'Ks3SlowDown',
  Throttling: 'Ks3SlowDown',
  RequestLimitExceeded: 'Ks3SlowDown',
  InternalError: 'Ks3Unavailable',
};

/** Node's codes for a TLS handshake that failed: whoever answers there is not the KS3 that was meant. */
const TLS_REFUSED = /^(ERR_TLS_|ERR_SSL_|CERT_|EPROTO$)/;
/** Whoever answers there has a certificate for other hosts: the address is wrong, and trusting more would not help. */
const OTHER_NAME = 'ERR_TLS_CERT_ALTNAME_INVALID';

/** What an answer without a code that is known says by its status. */
const BY_STATUS: Readonly<Record<number, ErrorType>> = {
  301: 'Ks3WrongRegion',
  307: 'Ks3WrongRegion',
  403: 'Ks3AccessDenied',
  404: 'Ks3NoSuchBucket',
  429: 'Ks3SlowDown',
};

/**
 * Rebuilds an SDK error as one of the error table, without its message, cause or URL.
 *
 * @param env where a proxy may be named, which is not used
 */
export function ks3Error(
  error: unknown,
  resource: string,
  asked: Asked,
  env: NodeJS.ProcessEnv = process.env,
): PrepError {
  if (error instanceof PrepError) {
    return error;
  }
  const vendor = Object(error) as VendorError;
  const status = vendor.$metadata?.httpStatusCode ?? vendor.$response?.statusCode;
  const code = codeOf(vendor);
  const type = typeOf(code, status);
  const noAnswer = type === 'Ks3Unavailable' && status === undefined;
  return new PrepError(type, {
    resource,
    detail: noAnswer ? noAnswerFrom(asked, env) : detailOf(type, code, vendor, asked),
    code,
    status,
    requestId: vendor.$metadata?.requestId ?? text(vendor.RequestId),
    retryAfterMs: retryAfterMs(vendor.$response?.headers?.['retry-after'], Date.now()),
  });
}

function typeOf(code = '', status: number | undefined): ErrorType {
  if (code !== OTHER_NAME && certificateProblem(code) !== undefined) {
    return 'Ks3CertificateRefused';
  }
  return BY_CODE[code] ?? (TLS_REFUSED.test(code) ? 'Ks3WrongEndpoint' : byStatus(status));
}

function codeOf({ Code, name, code }: VendorError): string | undefined {
  // The SDK names every lost connection TimeoutError; the operating system's word says more.
  const known = [Code, code, name].map(text).filter((one) => one !== undefined);
  // `Error`, `Unknown` and the like say nothing beside the status.
  return (
    known.find((one) => Object.hasOwn(BY_CODE, one)) ??
    known.find((one) => !/^(Error|Unknown|SyntaxError|TypeError)$/.test(one))
  );
}

function byStatus(status: number | undefined): ErrorType {
  if (status === undefined || status >= 500) {
    return status === 503 ? 'Ks3SlowDown' : 'Ks3Unavailable';
  }
  const known = BY_STATUS[status];
  return known ?? (status >= 300 ? 'Ks3WrongEndpoint' : 'Ks3UntrustworthyPage');
}

function detailOf(
  type: ErrorType,
  code: string | undefined,
  vendor: VendorError,
  { endpoint, bucket, region }: Asked,
): string | undefined {
  const { hostname } = new URL(endpoint);
  switch (type) {
    case 'Ks3WrongRegion': {
      const right =
        text(vendor.Endpoint) ??
        hostIn(vendor.$response?.headers?.['location'], bucket) ??
        text(vendor.Region);
      const hint = right === undefined ? 'KS3 does not say which is right.' : `KS3 names ${named(right)}.`;
      return `Asked was ${hostname}, region ${named(region)}. ${hint}`;
    }
    case 'Ks3WrongEndpoint':
      return code === 'SecondLevelDomainForbidden'
        ? 'KS3 refuses path style here; set path_style = false for this source.'
        : askedWas(hostname, bucket, certificateProblem(code));
    case 'Ks3CertificateRefused':
      return askedWas(hostname, bucket, certificateProblem(code));
    case 'Ks3SignatureMismatch':
    case 'Ks3Unavailable':
    case 'Ks3NoSuchBucket':
      return askedWas(hostname, bucket);
    default:
      return undefined;
  }
}

function noAnswerFrom({ endpoint, bucket }: Asked, env: NodeJS.ProcessEnv): string {
  const { hostname } = new URL(endpoint);
  return withoutProxy(askedWas(hostname, bucket), hostname, env);
}

/** @param certificate what is wrong with the certificate that was shown */
function askedWas(hostname: string, bucket: string, certificate?: string): string {
  const asked = hostname.startsWith(`${bucket}.`)
    ? `Asked was ${hostname}, which already contains the bucket name.`
    : `Asked was ${hostname}.`;
  return certificate === undefined ? asked : `${asked} Its certificate ${certificate}.`;
}

/** The host a redirect points to, without the bucket in front of it. Redirects themselves are never followed. */
function hostIn(location: string | undefined, bucket: string): string | undefined {
  try {
    const { hostname } = new URL(location ?? '');
    return hostname.startsWith(`${bucket}.`) ? hostname.slice(bucket.length + 1) : hostname;
  } catch {
    return undefined;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length < 200 ? value : undefined;
}
