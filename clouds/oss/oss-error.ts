import type { ErrorType } from '../../contracts/error-table';
import { PrepError } from '../../contracts/prep-error';
import {
  connectionFailed,
  notInTime,
  networkCode,
  outOfBounds,
  readVendorError,
  type VendorError,
} from '../alibaba/vendor-error';
import { certificateDetail } from '../certificate-refusal';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';

/** What the SDK throws, without a code, for a name that is not of the right form. */
const NAME_REFUSED = 'The bucket must be conform to the specifications';

type Finding = readonly [type: ErrorType, detail?: Said];

/** OSS codes with the same meaning; the first match counts. */
const byCode: readonly (readonly [RegExp, ErrorType])[] = [
  [
    /^(InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSecurityToken|SecurityTokenExpired)$/,
    'OssInvalidAccessKey',
  ],
  [/^RequestTimeTooSkewed$/, 'OssClockSkew'],
  [/^(UserDisable|InDebt|AbnormalBucketOwnerStatus)$/, 'OssAccountProblem'],
  [/^TooManyBuckets$/, 'OssTooManyBuckets'],
  // HTTP 400, EC 0048-00000401: accounts that activated OSS since 20 March 2025, for mainland regions.
  [/^PublicEndpointForbidden$/, 'OssPublicEndpointRefused'],
  [/^BucketNotBelongTo/, 'OssNameTaken'],
  [/^NoSuchBucket$/, 'OssNotVisibleYet'],
  // HTTP 400, EC 0017-00000504: what was sent did not come in time, and OSS advises to send it again.
  [/^RequestTimeout$/, 'OssUnavailable'],
  [/^(SlowDown|TooManyRequests?|.*Throttl.*|.*(Qps|Rate)Limit(Exceeded)?)$/, 'OssThrottled'],
];

/**
 * Rebuilds an error of the OSS SDK as one of the error table.
 *
 * @param bucket the bucket that the call was about
 */
export function ossError(raw: unknown, bucket: string): PrepError {
  if (raw instanceof PrepError) {
    return raw;
  }
  const error = readVendorError(raw);
  const [type, detail] = finding(error);
  const { status, requestId } = error;
  // The SDK sets code = name for lost connections; the operating system's code says more.
  const code = status === undefined ? networkCode(error) : error.code;
  return new PrepError(type, {
    resource: phrase('resource.ossBucket', { name: bucket }),
    detail,
    code,
    status,
    requestId,
  });
}

/** For an answer that is a success, but not the document that the operation is specified to give. */
export function strangeAnswer(bucket: string): PrepError {
  return new PrepError('OssUnavailable', {
    resource: phrase('resource.ossBucket', { name: bucket }),
    detail: phrase('clouds.notOss'),
  });
}

function finding(error: VendorError): Finding {
  const { code, status } = error;
  if (error.message === NAME_REFUSED) {
    return ['OssRequestRefused', phrase('clouds.ossNameRefused')];
  }
  if (status === undefined) {
    return ['OssUnavailable', whyNoAnswer(error)];
  }
  // The SDK makes up NoSuchKey for any 404 without a body, and no code at all for a body that is not XML.
  if (code === undefined || code === 'NoSuchKey' || status < 400) {
    return [status === 429 ? 'OssThrottled' : 'OssUnavailable', phrase('clouds.withoutOssError', { status })];
  }
  if (code === 'BucketAlreadyExists') {
    return nameInUse(error.message);
  }
  if (code === 'AccessDenied') {
    return accessDenied(error.message);
  }
  if (code === 'InvalidBucketName') {
    return ['OssRequestRefused', phrase('clouds.nameNotValid')];
  }
  // The sentence is all that tells it from other arguments.
  if (code === 'InvalidArgument' && /signing region/i.test(error.message)) {
    return ['OssWrongRegion'];
  }
  const type = byCode.find(([form]) => form.test(code))?.[1];
  if (type !== undefined) {
    return [type];
  }
  if (status === 429) {
    return ['OssThrottled'];
  }
  return [status >= 500 ? 'OssUnavailable' : 'OssRequestRefused'];
}

/** One code for four situations; only its message distinguishes them. */
function nameInUse(message: string): Finding {
  if (/location/i.test(message)) {
    return ['OssOtherRegion'];
  }
  if (/redundancy/i.test(message)) {
    return ['OssBucketDiffers', phrase('clouds.ossOtherRedundancy')];
  }
  if (/storage (class|type)/i.test(message)) {
    return ['OssBucketDiffers', phrase('clouds.ossOtherClass')];
  }
  return ['OssNameTaken', phrase('clouds.ossNameOrPermission')];
}

function accessDenied(message: string): Finding {
  if (/must be addressed using the specified endpoint/i.test(message)) {
    return ['OssOtherRegion'];
  }
  if (/public .*acl is not allowed/i.test(message)) {
    return ['OssAccessDenied', phrase('clouds.ossPublicBlocked')];
  }
  return ['OssAccessDenied'];
}

function whyNoAnswer(error: VendorError): Said {
  const code = networkCode(error);
  const known = outOfBounds(code) ?? certificateDetail(code);
  if (known !== undefined) {
    return known;
  }
  if (/timeout/i.test(error.name)) {
    return notInTime();
  }
  if (/^(Request|Response)Error$/.test(error.name)) {
    return connectionFailed(code);
  }
  return phrase('clouds.unreadable');
}
