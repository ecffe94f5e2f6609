import { createHmac } from 'node:crypto';
import type { ServiceRequest } from '../core/service';
import { percentDecode, sameSignature } from '../core/signature-v4';
import { invalidArgument } from './oss-errors';
import { requestTimeTooSkewed, signatureMismatch } from './signature-errors';

/** Query parameters that belong to the signed resource; others are not signed by V1. */
const signedParameters = [
  'acl',
  'bucketInfo',
  'continuation-token',
  'encryption',
  'lifecycle',
  'location',
  'publicAccessBlock',
  'tagging',
  'versioning',
];

/** Reads `OSS <AccessKeyId>:<signature>`. @throws OssError */
export function readV1Claim(authorization: string): { accessKeyId: string; signature: string } {
  const match = /^OSS ([^:\s]+):(\S+)$/.exec(authorization);
  if (match === null) {
    throw invalidArgument('Authorization header is invalid.');
  }
  return { accessKeyId: match[1] ?? '', signature: match[2] ?? '' };
}

/** Verifies signature version 1 (HMAC-SHA1), for the switch that still accepts it. @throws OssError */
export function verifyV1(
  request: ServiceRequest,
  claim: { accessKeyId: string; signature: string },
  rules: { secret: string; now: Date; signedPath: string },
): void {
  const { headers } = request;
  const header = (name: string): string => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(',') : (value ?? '');
  };
  const date = header('x-oss-date') || header('date');
  const signedAt = new Date(date);
  if (Number.isNaN(signedAt.getTime())) {
    throw invalidArgument('Date header is invalid.');
  }
  if (Math.abs(rules.now.getTime() - signedAt.getTime()) > 15 * 60 * 1000) {
    throw requestTimeTooSkewed(signedAt, rules.now);
  }
  const ossHeaders = Object.keys(headers)
    .filter((name) => name.startsWith('x-oss-'))
    .sort()
    .map((name) => `${name}:${header(name).trim()}\n`);
  const query = [...request.query]
    .filter(([name]) => signedParameters.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&');
  const resource = percentDecode(rules.signedPath).toString('utf8') + (query === '' ? '' : `?${query}`);
  const stringToSign =
    [request.method, header('content-md5'), header('content-type'), date].join('\n') +
    `\n${ossHeaders.join('')}${resource}`;
  const expected = createHmac('sha1', rules.secret).update(stringToSign).digest('base64');
  if (!sameSignature(expected, claim.signature)) {
    throw signatureMismatch(claim.accessKeyId, claim.signature, { ec: '0002-00000040', stringToSign });
  }
}
