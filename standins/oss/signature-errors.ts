import { OssError } from './oss-errors';

export const invalidAccessKeyId = (accessKeyId: string, state: 'unknown' | 'inactive'): OssError =>
  new OssError(
    403,
    'InvalidAccessKeyId',
    state === 'inactive'
      ? 'The OSS Access Key Id you provided is disabled.'
      : 'The OSS Access Key Id you provided does not exist in our records.',
    { ec: state === 'inactive' ? undefined : '0002-00000902', elements: { OSSAccessKeyId: accessKeyId } },
  );

/** Like OSS, it returns the string it signed, so that a client's author can compare. */
export const signatureMismatch = (
  accessKeyId: string,
  provided: string,
  details: { ec: string; stringToSign?: string },
): OssError =>
  new OssError(
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    {
      ec: details.ec,
      elements: {
        OSSAccessKeyId: accessKeyId,
        SignatureProvided: provided,
        ...(details.stringToSign === undefined ? {} : { StringToSign: details.stringToSign }),
      },
    },
  );

export const requestTimeTooSkewed = (signedAt: Date, now: Date): OssError =>
  new OssError(
    403,
    'RequestTimeTooSkewed',
    'The difference between the request time and the current time is too large.',
    {
      elements: {
        MaxAllowedSkewMilliseconds: '900000',
        RequestTime: signedAt.toISOString(),
        ServerTime: now.toISOString(),
      },
    },
  );

/** OSS refuses signature version 1 of accounts and buckets that are new enough. */
export const signatureV1Refused = (): OssError =>
  new OssError(403, 'AccessDenied', 'The V1 signature is not supported. Use the V4 signature instead.', {
    ec: '0002-00000080',
  });
