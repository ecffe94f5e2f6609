import type { ErrorType } from '../../contracts/error-table';
import { ks3PlaceOf } from '../../contracts/inputs/ks3-regions';
import { PrepError } from '../../contracts/prep-error';
import { certificateProblem } from '../certificate-refusal';
import { retryAfterMs } from '../http/retry-after';
import { failureOf } from '../connection-failure';
import { withoutProxy } from '../ignored-proxy';
import type { Phrase, Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** Where the request went. */
interface Asked {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
}

/** The used parts of an SDK error. Its message, cause and request are not used: they contain URLs. */
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
  InvalidBucketName: 'Ks3NoSuchBucket',
  SecondLevelDomainForbidden: 'Ks3PathStyle',
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
  RequestTimeout: 'Ks3Unavailable',
};

/** Node's codes for a TLS handshake that failed: what answers there is not KS3. */
const TLS_REFUSED = /^(ERR_TLS_|ERR_SSL_|CERT_|EPROTO$)/;
/** The server has a certificate for other hosts: the address is wrong, and trusting more would not help. */
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
 * @param env may name a proxy, which is not used
 */
export function ks3Error(
  error: unknown,
  resource: Said,
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
    detail: noAnswer ? noAnswerFrom(code, asked, env) : detailOf(type, code, vendor, asked),
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
  const notKs3 = TLS_REFUSED.test(code) || failureOf(code) === 'noHttp';
  return BY_CODE[code] ?? (notKs3 ? 'Ks3WrongEndpoint' : byStatus(status));
}

function codeOf({ Code, name, code }: VendorError): string | undefined {
  // The SDK names every lost connection TimeoutError; the operating system's code says more.
  const known = [Code, code, name].map(text).filter((one) => one !== undefined);
  // `Error`, `Unknown` and the like say no more than the status.
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
): Said | undefined {
  const { hostname } = new URL(endpoint);
  switch (type) {
    case 'Ks3WrongRegion': {
      const right =
        text(vendor.Endpoint) ??
        hostIn(vendor.$response?.headers?.['location'], bucket) ??
        text(vendor.Region);
      return [phrase('clouds.requestTo', { host: hostname, region }), ...rightPlace(right, endpoint)];
    }
    case 'Ks3WrongEndpoint': {
      const failure = failureOf(code);
      return failure === undefined
        ? requestTo(hostname, bucket, certificateProblem(code))
        : [requestTo(hostname, bucket), phrase(`clouds.${failure}`)];
    }
    case 'Ks3PathStyle':
      return phrase('clouds.pathStyleRefused');
    case 'Ks3CertificateRefused':
      return requestTo(hostname, bucket, certificateProblem(code));
    case 'Ks3SignatureMismatch':
    case 'Ks3Unavailable':
      return requestTo(hostname, bucket);
    case 'Ks3NoSuchBucket':
      return code === 'InvalidBucketName' ? phrase('clouds.nameNotValid') : requestTo(hostname, bucket);
    default:
      return undefined;
  }
}

function noAnswerFrom(code: string | undefined, { endpoint, bucket }: Asked, env: NodeJS.ProcessEnv): Said {
  const { hostname } = new URL(endpoint);
  const failure = failureOf(code);
  const sent = requestTo(hostname, bucket);
  return withoutProxy(failure === undefined ? sent : [sent, phrase(`clouds.${failure}`)], hostname, env);
}

function rightPlace(right: string | undefined, asked: string): Phrase[] {
  if (right === undefined) {
    return [phrase('clouds.ks3NamesNone')];
  }
  const place = ks3PlaceOf(right, asked);
  const named = phrase('clouds.ks3Names', { name: right });
  return place === null ? [named] : [named, phrase('clouds.ks3Use', place)];
}

/** @param certificate what is wrong with the certificate that was shown */
function requestTo(hostname: string, bucket: string, certificate?: Phrase): Said {
  const holdsBucket = hostname.startsWith(`${bucket}.`);
  const sent = phrase(holdsBucket ? 'clouds.requestToBucketHost' : 'clouds.requestTo', { host: hostname });
  return certificate === undefined ? sent : [sent, phrase('clouds.itsCertificate', { problem: certificate })];
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
