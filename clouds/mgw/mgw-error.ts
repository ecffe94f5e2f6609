import type { ErrorType } from '../../contracts/error-table';
import { PrepError } from '../../contracts/prep-error';
import { connectionFailed, notInTime } from '../alibaba/vendor-error';
import { certificateDetail } from '../certificate-refusal';
import type { NoAnswer } from '../http/http-client';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** An error of the service without its message, which may quote the request. */
export interface MgwRefusal {
  readonly status: number;
  readonly code: string | undefined;
  /** Whether it is about the region that the request is signed for. */
  readonly signingRegion: boolean;
  readonly requestId: string | undefined;
  /** From the header Retry-After, in milliseconds. */
  readonly retryAfterMs: number | undefined;
}

/**
 * Codes, the first match counts. Those with `Import` are documented ("Quick overview of common commands and error codes");
 * those about signatures are of OSS, whose signature it is. HTTP statuses are documented for `NoSuch…` alone (404).
 */
const byCode: readonly (readonly [RegExp, ErrorType])[] = [
  [/^(SlowDown|TooManyRequests?|.*Throttl.*|.*(Qps|Rate)Limit(Exceeded)?)$/, 'MgwThrottled'],
  [/^InternalError|^ServiceUnavailable/, 'MgwUnavailable'],
  [/^NoSuchImport/, 'MgwNotVisibleYet'],
  [
    /^(InvalidImportJobStatus|ImportJobConflictOnUpdateStatus|ImportJobUpdateConcurrently)$/,
    'MgwJobConflict',
  ],
  [/^ImportJobRepeatedOnSameAddress$/, 'MgwJobRepeated'],
  [/^Import(Address|Job)(NumExceed|DepthExceed|Concurrency)/, 'MgwLimitReached'],
  [
    /^(InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSecurityToken|SecurityTokenExpired)/,
    'MgwInvalidAccessKey',
  ],
  [/^RequestTimeTooSkewed$/, 'MgwClockSkew'],
  [/^(AccessDenied|NoPermission|Forbidden)/, 'MgwAccessDenied'],
];

const byStatus: Readonly<Record<number, ErrorType>> = {
  401: 'MgwInvalidAccessKey',
  403: 'MgwAccessDenied',
  404: 'MgwNotVisibleYet',
  408: 'MgwUnavailable',
  429: 'MgwThrottled',
};

/** Rebuilds a refusal of the service as one of the error table. */
export function mgwError(refusal: MgwRefusal, resource: Said): PrepError {
  const { status, code, requestId, retryAfterMs } = refusal;
  if (refusal.signingRegion) {
    return new PrepError('MgwWrongRegion', { resource, code, status, requestId });
  }
  const known = code === undefined ? byStatus[status] : byCode.find(([form]) => form.test(code))?.[1];
  const type = known ?? (status >= 500 || status === 429 ? fallback(status) : 'MgwRequestRefused');
  return new PrepError(type, { resource, code, status, requestId, retryAfterMs });
}

const fallback = (status: number): ErrorType => (status === 429 ? 'MgwThrottled' : 'MgwUnavailable');

/** For a request that got no answer. */
export function mgwSilent({ late, code }: NoAnswer, resource: Said): PrepError {
  const detail = certificateDetail(code) ?? (late ? notInTime() : connectionFailed(code));
  return new PrepError('MgwUnavailable', { resource, detail, code });
}

/** For an answer that is neither the documented one nor an error of the service, such as a gateway's page. */
export function foreignAnswer(
  resource: Said,
  status: number,
  detail: Said = phrase('clouds.notMgw'),
): PrepError {
  return new PrepError('MgwUnavailable', { resource, detail, status });
}

/** Maps an error by the service's own code. */
export function hasMgwCode(error: unknown, code: RegExp): error is PrepError {
  return error instanceof PrepError && code.test(error.context.code ?? '');
}
