import type { ServiceError } from '../core/service';
import { element, xmlDocument } from '../core/xml';

/** Documented error codes with their status. */
const statuses = {
  InvalidArgument: 400,
  InvalidBucketName: 400,
  InvalidDigest: 400,
  InvalidKey: 400,
  InvalidURI: 400,
  TooManyBuckets: 400,
  XAmzContentSHA256Mismatch: 400,
  AccessDenied: 403,
  AuthorizationHeaderMalformed: 403,
  InvalidAccessKeyId: 403,
  InvalidObjectState: 403,
  RequestTimeTooSkewed: 403,
  SecondLevelDomainForbidden: 403,
  SignatureDoesNotMatch: 403,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  MethodNotAllowed: 405,
  BucketAlreadyExists: 409,
  BucketNotEmpty: 409,
  InvalidRange: 416,
  NotImplemented: 501,
} as const;

export type Ks3ErrorCode = keyof typeof statuses;

/** Thrown by the operations; the service renders it. */
export class Ks3Error extends Error implements ServiceError {
  readonly status: number;

  constructor(
    readonly code: Ks3ErrorCode,
    message: string,
  ) {
    super(message);
    this.status = statuses[code];
  }
}

/** An error document in KS3's shape; `resource` is the request's path. */
export function renderKs3Error(error: ServiceError, resource: string, requestId: string) {
  return {
    status: error.status,
    headers: { 'Content-Type': 'application/xml', 'x-amz-request-id': requestId },
    body: xmlDocument('Error', [
      element('Code', error.code),
      element('Message', error.message),
      element('Resource', resource),
      element('RequestId', requestId),
    ]),
  };
}
