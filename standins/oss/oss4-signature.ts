import type { IncomingHttpHeaders } from 'node:http';
import {
  canonicalPath,
  canonicalQuery,
  ossV4,
  parseV4Timestamp,
  sameSignature,
  scopeText,
  sha256Hex,
  v4Signature,
} from '../core/signature-v4';
import type { ServiceRequest } from '../core/service';
import { OssError } from './oss-errors';
import { requestTimeTooSkewed, signatureMismatch } from './signature-errors';

export interface Oss4Claim {
  accessKeyId: string;
  /** Region of the scope, `cn-beijing`. */
  region: string;
  date: string;
  additionalHeaders: string[];
  signature: string;
}

/**
 * Reads `OSS4-HMAC-SHA256 Credential=…,AdditionalHeaders=…,Signature=…`. The parts come in any order, with
 * or without a blank behind the comma: oss2 writes `, Signature=…, AdditionalHeaders=…`.
 *
 * @throws OssError for a header that does not hold what it must
 */
export function readOss4Claim(authorization: string): Oss4Claim {
  const parts = new Map(
    authorization
      .slice(ossV4.algorithm.length)
      .split(',')
      .map((part) => {
        const [name = '', ...value] = part.trim().split('=');
        return [name, value.join('=')];
      }),
  );
  const [terminator, product, region = '', date = '', ...idParts] = (parts.get('Credential') ?? '')
    .split('/')
    .reverse();
  const accessKeyId = idParts.reverse().join('/');
  const signature = parts.get('Signature') ?? '';
  if (accessKeyId === '' || signature === '' || terminator !== ossV4.terminator) {
    throw malformed('Invalid credential in Authorization header.', '0002-00000213');
  }
  if (product !== 'oss') {
    throw malformed('Invalid signing product in Authorization header.', '0002-00000227');
  }
  const additionalHeaders = (parts.get('AdditionalHeaders') ?? '').split(';').filter((name) => name !== '');
  return { accessKeyId, region, date, additionalHeaders: additionalHeaders.sort(), signature };
}

/** @throws OssError when clock, region or signature do not fit */
export function verifyOss4(
  request: ServiceRequest,
  claim: Oss4Claim,
  rules: { secret: string; now: Date; signedPath: string; endpointRegion: string },
): void {
  const { headers } = request;
  const timestamp = headerText(headers, 'x-oss-date');
  const signedAt = parseV4Timestamp(timestamp);
  if (signedAt === undefined || !timestamp.startsWith(claim.date)) {
    throw malformed('Invalid signing date in Authorization header.', '0002-00000225');
  }
  if (Math.abs(rules.now.getTime() - signedAt.getTime()) > 15 * 60 * 1000) {
    throw requestTimeTooSkewed(signedAt, rules.now);
  }
  if (claim.region !== rules.endpointRegion) {
    throw malformed('Invalid signing region in Authorization header.', '0002-00000226');
  }
  const payloadHash = headerText(headers, 'x-oss-content-sha256');
  if (payloadHash !== 'UNSIGNED-PAYLOAD') {
    throw new OssError(400, 'InvalidArgument', 'x-oss-content-sha256 must be UNSIGNED-PAYLOAD.');
  }
  const scope = { date: claim.date, region: claim.region, service: 'oss' };
  const canonicalRequest = [
    request.method,
    canonicalPath(rules.signedPath),
    canonicalQuery(request.rawQuery, { bareNames: true }),
    signedHeaderLines(headers, claim.additionalHeaders),
    claim.additionalHeaders.join(';'),
    payloadHash,
  ].join('\n');
  const expected = v4Signature(ossV4, rules.secret, scope, timestamp, canonicalRequest);
  if (!sameSignature(expected, claim.signature)) {
    throw signatureMismatch(claim.accessKeyId, claim.signature, {
      ec: '0002-00000201',
      stringToSign: [ossV4.algorithm, timestamp, scopeText(ossV4, scope), sha256Hex(canonicalRequest)].join(
        '\n',
      ),
    });
  }
}

/** OSS always signs `x-oss-*`, content-type and content-md5 where present, and what the client adds. */
function signedHeaderLines(headers: IncomingHttpHeaders, additional: readonly string[]): string {
  return Object.keys(headers)
    .filter((name) => {
      const always = name.startsWith('x-oss-') || name === 'content-type' || name === 'content-md5';
      return always || additional.includes(name);
    })
    .sort()
    .map((name) => `${name}:${headerText(headers, name).trim()}\n`)
    .join('');
}

function headerText(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return Array.isArray(value) ? value.join(',') : (value ?? '');
}

const malformed = (message: string, ec: string): OssError =>
  new OssError(400, 'InvalidArgument', message, { ec });
