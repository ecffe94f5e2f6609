import type { ErrorType } from '../../contracts/error-table';
import { PrepError } from '../../contracts/prep-error';
import { certificateDetail } from '../certificate-refusal';
import {
  connectionFailed,
  notInTime,
  networkCode,
  outOfBounds,
  readVendorError,
  type VendorError,
} from './vendor-error';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** Longest wait that is taken from a throttling answer, in milliseconds. */
const MAX_RETRY_AFTER_MS = 10 * 60 * 1000;

/**
 * Codes of RAM, IMS and STS, the first match counts. Documented in RAM's "Error messages"; those on signatures
 * come from the gateway in front of it.
 */
const byCode: readonly (readonly [RegExp, ErrorType])[] = [
  [/Throttling/, 'RamThrottled'],
  [/^(NoPermission|Forbidden)/, 'RamNoPermission'],
  [/^Inactive$/, 'RamInactive'],
  [
    /^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken|InvalidCredentials|MissingSecurityToken)/,
    'RamInvalidAccessKey',
  ],
  [/^(InvalidTimeStamp|Signature(TimeStamp)?Expired)/, 'RamClockSkew'],
  [/^SignatureNonceUsed$/, 'RamUnavailable'],
  [/^InvalidParameter\.Password/, 'RamPasswordRefused'],
  [/^LimitExceeded\.User$/, 'RamUserLimit'],
  [/^LimitExceeded\.User\.AccessKey$/, 'RamAccessKeyLimit'],
  [/^LimitExceeded\.User\.Policy$/, 'RamPolicyLimit'],
  [/^EntityNotExist\.User$/, 'RamNotVisibleYet'],
  [/^EntityNotExist\.Policy$/, 'RamPolicyMissing'],
  [/^(ServiceUnavailable|InternalError)/, 'RamUnavailable'],
];

/**
 * Rebuilds an error of the OpenAPI SDK as one of the error table.
 */
export function openApiError(raw: unknown, resource: Said): PrepError {
  if (raw instanceof PrepError) {
    return raw;
  }
  const error = readVendorError(raw);
  const { code, status, requestId } = error;
  const type = byCode.find(([form]) => code !== undefined && form.test(code))?.[1];
  if (type !== undefined) {
    const retryAfterMs = type === 'RamThrottled' ? retryAfter(raw) : undefined;
    return new PrepError(type, { resource, code, status, requestId, retryAfterMs });
  }
  if (status === undefined) {
    return new PrepError('RamUnavailable', {
      resource,
      detail: whyNoAnswer(error),
      code: networkCode(error),
    });
  }
  const refused = status < 500 && status !== 408 && status !== 429;
  const fallback = status === 429 ? 'RamThrottled' : 'RamUnavailable';
  return new PrepError(refused ? 'RamRequestRefused' : fallback, { resource, code, status, requestId });
}

/** For an answer that is JSON and a success, but not the one that the action is documented to give. */
export function incompleteAnswer(resource: Said): PrepError {
  return new PrepError('RamUnavailable', { resource, detail: phrase('clouds.notDocumented') });
}

/** Maps an error by the cloud's own code. */
export function hasCode(error: unknown, code: RegExp): error is PrepError {
  return error instanceof PrepError && code.test(error.context.code ?? '');
}

function whyNoAnswer(error: VendorError): Said {
  if (error.name === 'SyntaxError') {
    return phrase('clouds.notJson');
  }
  if (/timeout/i.test(error.name)) {
    return notInTime();
  }
  const code = networkCode(error);
  return (
    outOfBounds(code) ??
    certificateDetail(code) ??
    (code === undefined ? phrase('clouds.unreadable') : connectionFailed(code))
  );
}

/** The SDK's `retryAfter` is the header `x-acs-retry-after`, in milliseconds; other errors have none. */
function retryAfter(raw: unknown): number | undefined {
  const { retryAfter: wait } = raw as { retryAfter?: unknown };
  return typeof wait === 'number' && wait > 0 ? Math.min(wait, MAX_RETRY_AFTER_MS) : undefined;
}
