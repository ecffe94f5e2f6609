import type { ServiceRequest } from './service';
import {
  awsV4,
  canonicalHeaders,
  canonicalPath,
  canonicalQuery,
  parseV4Timestamp,
  sameSignature,
  sha256Hex,
  v4Signature,
  type V4Scope,
} from './signature-v4';

/** Why a request was refused. */
export type SignatureProblem =
  | 'unsigned'
  | 'malformed'
  | 'unknown-key'
  | 'skewed'
  | 'expired'
  | 'wrong-scope'
  | 'mismatch'
  | 'payload-mismatch';

export type Verification =
  | { accessKeyId: string; region: string }
  | { problem: SignatureProblem; detail: string; accessKeyId?: string };

export interface AwsV4Rules {
  /** The secret of an AccessKey; undefined if the key is unknown or not active. */
  secretOf(accessKeyId: string): string | undefined;
  now: Date;
  /** Service name the scope must carry, for example `s3`. */
  service: string;
  /** Region the scope must carry; absent: any. */
  region?: string;
  /** Largest difference between the clocks. Default 900. */
  maxSkewSeconds?: number;
  /** Only S3 requires the header `x-amz-content-sha256`; others hash the body if it is missing. Default `header`. */
  payload?: 'header' | 'body';
}

interface Claim {
  accessKeyId: string;
  scope: V4Scope;
  terminator: string;
  signedHeaders: string[];
  signature: string;
  timestamp: string;
  payloadHash: string;
  canonicalQuery: string;
  /** Seconds after the timestamp, of a presigned URL. */
  expires?: number;
}

/** Verifies AWS Signature Version 4, from the Authorization header or a presigned query. */
export function verifyAwsV4(request: ServiceRequest, rules: AwsV4Rules): Verification {
  const presigned = request.query.has('X-Amz-Signature') || request.query.has('X-Amz-Algorithm');
  if (!presigned && request.headers.authorization === undefined) {
    return { problem: 'unsigned', detail: 'no Authorization header and no presigned query' };
  }
  const claim = presigned ? queryClaim(request) : headerClaim(request, rules);
  if (claim === undefined) {
    return { problem: 'malformed', detail: 'the authorization cannot be read' };
  }
  const { accessKeyId } = claim;
  const refuse = (problem: SignatureProblem, detail: string) => ({ problem, detail, accessKeyId });

  const secret = rules.secretOf(accessKeyId);
  if (secret === undefined) {
    return refuse('unknown-key', 'no such AccessKey');
  }
  const signedAt = parseV4Timestamp(claim.timestamp);
  if (signedAt === undefined || !claim.timestamp.startsWith(claim.scope.date)) {
    return refuse('malformed', 'no valid x-amz-date, or one of another day than the scope');
  }
  const ageSeconds = (rules.now.getTime() - signedAt.getTime()) / 1000;
  if (
    claim.expires === undefined ? Math.abs(ageSeconds) > (rules.maxSkewSeconds ?? 900) : ageSeconds < -900
  ) {
    return refuse('skewed', `signed at ${claim.timestamp}`);
  }
  if (claim.expires !== undefined && ageSeconds > claim.expires) {
    return refuse('expired', 'the URL expired');
  }
  if (claim.terminator !== awsV4.terminator || claim.scope.service !== rules.service) {
    return refuse('wrong-scope', `scope must end in ${rules.service}/${awsV4.terminator}`);
  }
  if (rules.region !== undefined && claim.scope.region !== rules.region) {
    return refuse('wrong-scope', `the region '${claim.scope.region}' is wrong; expecting '${rules.region}'`);
  }
  const mustBeSigned = ['host', ...(presigned ? [] : namesOfAmzHeaders(request))];
  const unsigned = mustBeSigned.find((name) => !claim.signedHeaders.includes(name));
  if (unsigned !== undefined) {
    return refuse('mismatch', `header ${unsigned} is not signed`);
  }

  const expected = v4Signature(awsV4, secret, claim.scope, claim.timestamp, canonicalRequest(request, claim));
  if (!sameSignature(expected, claim.signature)) {
    return refuse('mismatch', 'the signature does not match');
  }
  if (/^[0-9a-f]{64}$/.test(claim.payloadHash) && claim.payloadHash !== sha256Hex(request.body)) {
    return refuse('payload-mismatch', 'x-amz-content-sha256 does not match the body');
  }
  return { accessKeyId, region: claim.scope.region };
}

function canonicalRequest(request: ServiceRequest, claim: Claim): string {
  return [
    request.method,
    canonicalPath(request.rawPath),
    claim.canonicalQuery,
    canonicalHeaders(request.headers, claim.signedHeaders),
    claim.signedHeaders.join(';'),
    claim.payloadHash,
  ].join('\n');
}

function headerClaim(request: ServiceRequest, { payload }: AwsV4Rules): Claim | undefined {
  const header = request.headers.authorization ?? '';
  const match = /^AWS4-HMAC-SHA256 Credential=([^,]+), *SignedHeaders=([^,]+), *Signature=([0-9a-f]+)$/.exec(
    header,
  );
  const ofBody = payload === 'body' ? sha256Hex(request.body) : undefined;
  const payloadHash = request.headers['x-amz-content-sha256'] ?? ofBody;
  const credential = parseCredential(match?.[1]);
  if (!match || !credential || typeof payloadHash !== 'string') {
    return undefined;
  }
  return {
    ...credential,
    signedHeaders: (match[2] ?? '').split(';'),
    signature: match[3] ?? '',
    timestamp: String(request.headers['x-amz-date'] ?? ''),
    payloadHash,
    canonicalQuery: canonicalQuery(request.rawQuery),
  };
}

function queryClaim(request: ServiceRequest): Claim | undefined {
  const { query } = request;
  const credential = parseCredential(query.get('X-Amz-Credential') ?? undefined);
  const expires = Number(query.get('X-Amz-Expires'));
  if (query.get('X-Amz-Algorithm') !== awsV4.algorithm || !credential) {
    return undefined;
  }
  if (!(expires > 0 && expires <= 604_800)) {
    return undefined;
  }
  return {
    ...credential,
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
    signature: query.get('X-Amz-Signature') ?? '',
    timestamp: query.get('X-Amz-Date') ?? '',
    payloadHash: query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
    canonicalQuery: canonicalQuery(request.rawQuery, { omit: ['X-Amz-Signature'] }),
    expires,
  };
}

function parseCredential(
  text: string | undefined,
): Pick<Claim, 'accessKeyId' | 'scope' | 'terminator'> | undefined {
  const parts = (text ?? '').split('/');
  const [terminator, service, region, date] = parts.reverse();
  const accessKeyId = parts.slice(4).reverse().join('/');
  if (!accessKeyId || !date || !region || !service || !terminator) {
    return undefined;
  }
  return { accessKeyId, scope: { date, region, service }, terminator };
}

const namesOfAmzHeaders = (request: ServiceRequest): string[] =>
  Object.keys(request.headers).filter((name) => name.startsWith('x-amz-'));
