import type { ErrorType } from '../../contracts/error-table';
import { PrepError } from '../../contracts/prep-error';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** IAM's error without its message, which may quote the request. */
export interface IamRefusal {
  readonly status: number;
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  /** From the header Retry-After, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Difference of IAM's clock to this machine's, in milliseconds; undefined if the answer has no date. */
  readonly clockOffsetMs: number | undefined;
}

/**
 * Codes, the first match counts. Documented are those of the actions (docs.ksyun.com) and `MissingAuthenticationToken`
 * and `SignatureDoesNotMatch` of the gateway that Kingsoft's services share (docs.ksyun.com/documents/37637); IAM's own
 * codes for a key that is not known or not permitted are not, so the forms that sibling services use are recognised.
 */
const byCode: readonly (readonly [RegExp, ErrorType])[] = [
  [/^(Throttling|RequestLimitExceeded|RequestThrottled|TooManyRequests)/i, 'IamThrottled'],
  [/LimitExceeded$/, 'IamLimitReached'],
  [/^(User|Policy)NoSuchEntity$/, 'IamNotVisibleYet'],
  [/^(RequestExpired|RequestTimeTooSkewed|SignatureExpired|InvalidTimestamp)/i, 'IamClockSkew'],
  [
    /^(MissingAuthenticationToken|SignatureDoesNotMatch|IncompleteSignature|InvalidClientTokenId|InvalidAccessKey|InvalidSecurityToken|ExpiredToken|AuthFailure)/i,
    'IamInvalidAccessKey',
  ],
  [/^(AccessDenied|PermissionDenied|NoPermission|Forbidden|Unauthorized|NotAuthorized)/i, 'IamNoPermission'],
  [/^(ServiceFailure|ServiceUnavailable|Internal)/i, 'IamUnavailable'],
];

const byStatus: Readonly<Record<number, ErrorType>> = {
  401: 'IamInvalidAccessKey',
  403: 'IamNoPermission',
  408: 'IamUnavailable',
  429: 'IamThrottled',
  509: 'IamThrottled',
};

/** Clocks that differ by more make signatures invalid, whatever code IAM gives that. */
const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;

/** Rebuilds a refusal of IAM as one of the error table. `resource` says what the call was about. */
export function iamError(refusal: IamRefusal, resource: Said): PrepError {
  const { status, code, requestId, retryAfterMs, clockOffsetMs = 0 } = refusal;
  const known = byCode.find(([form]) => code !== undefined && form.test(code))?.[1] ?? byStatus[status];
  const named = known ?? (status >= 500 ? 'IamUnavailable' : 'IamRequestRefused');
  const skewed = named === 'IamInvalidAccessKey' && Math.abs(clockOffsetMs) > CLOCK_TOLERANCE_MS;
  const detail = skewed
    ? phrase('clouds.iamClock', { minutes: Math.round(Math.abs(clockOffsetMs) / 60_000) })
    : undefined;
  return new PrepError(skewed ? 'IamClockSkew' : named, {
    resource,
    detail,
    code,
    status,
    requestId,
    retryAfterMs,
  });
}

/** For a request that got no answer that is IAM's. */
export function iamSilent(resource: Said, detail: Said, code?: string): PrepError {
  return new PrepError('IamUnavailable', { resource, detail, code });
}

/** Maps an error by IAM's own code. */
export function hasIamCode(error: unknown, code: RegExp): error is PrepError {
  return error instanceof PrepError && code.test(error.context.code ?? '');
}
