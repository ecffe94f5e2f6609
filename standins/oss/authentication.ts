import { verifyAwsV4 } from '../core/aws-v4-verifier';
import { awsV4, ossV4, parseV4Timestamp } from '../core/signature-v4';
import type { ServiceRequest } from '../core/service';
import { callerOf, type IdentityStore } from '../ram/identity-store';
import type { AccessKey, Caller } from '../ram/identity-model';
import type { OssError } from './oss-errors';
import { accessDenied, invalidArgument } from './oss-errors';
import { readOss4Claim, verifyOss4 } from './oss4-signature';
import type { OssAddress } from './request-address';
import {
  invalidAccessKeyId,
  requestTimeTooSkewed,
  signatureMismatch,
  signatureV1Refused,
} from './signature-errors';
import { readV1Claim, verifyV1 } from './v1-signature';

export interface AuthenticationRules {
  store: IdentityStore;
  now: Date;
  address: OssAddress;
  /** Region that an OSS V4 signature must name. */
  endpointRegion: string;
  acceptV1: boolean;
}

/**
 * The sender of the request; undefined for an anonymous one.
 *
 * @throws OssError for an invalid signature
 */
export function authenticate(request: ServiceRequest, rules: AuthenticationRules): Caller | undefined {
  const authorization = request.headers.authorization ?? '';
  if (authorization.startsWith(`${ossV4.algorithm} `)) {
    const claim = readOss4Claim(authorization);
    const key = activeKey(rules.store, claim.accessKeyId);
    const { now, endpointRegion, address } = rules;
    verifyOss4(request, claim, { secret: key.secret, now, endpointRegion, signedPath: address.signedPath });
    return callerOf(key);
  }
  if (authorization.startsWith(`${awsV4.algorithm} `) || request.query.has('X-Amz-Signature')) {
    return authenticateAws(request, rules);
  }
  const v1InQuery = request.query.has('OSSAccessKeyId');
  if (authorization.startsWith('OSS ') || v1InQuery) {
    if (!rules.acceptV1 || v1InQuery) {
      throw signatureV1Refused();
    }
    const claim = readV1Claim(authorization);
    const key = activeKey(rules.store, claim.accessKeyId);
    verifyV1(request, claim, { secret: key.secret, now: rules.now, signedPath: rules.address.signedPath });
    return callerOf(key);
  }
  if (authorization === '') {
    return undefined;
  }
  throw invalidArgument('Unsupported Authorization Type.', { ArgumentName: 'Authorization' });
}

/** The S3-compatible signature; any region, since S3 clients sign for `us-east-1` by default. */
function authenticateAws(request: ServiceRequest, { store, now }: AuthenticationRules): Caller {
  let key: AccessKey | undefined;
  let refusal: OssError | undefined;
  const verification = verifyAwsV4(request, {
    service: 's3',
    now,
    secretOf(accessKeyId) {
      try {
        key = activeKey(store, accessKeyId);
      } catch (error) {
        refusal = error as OssError;
      }
      return key?.secret;
    },
  });
  if (refusal !== undefined) {
    throw refusal;
  }
  if (!('problem' in verification) && key !== undefined) {
    return callerOf(key);
  }
  const { problem, detail = '' } = 'problem' in verification ? verification : { problem: 'malformed' };
  if (problem === 'skewed') {
    const signedAt = parseV4Timestamp(
      String(request.headers['x-amz-date'] ?? request.query.get('X-Amz-Date')),
    );
    throw requestTimeTooSkewed(signedAt ?? now, now);
  }
  if (problem === 'expired') {
    throw accessDenied('Request has expired.', { ec: '0002-00000069' });
  }
  if (problem === 'mismatch' || problem === 'payload-mismatch') {
    throw signatureMismatch(key?.id ?? '', '', { ec: '0002-00000430' });
  }
  throw invalidArgument(`The authorization cannot be read: ${detail}.`, { ArgumentName: 'Authorization' });
}

/** @throws OssError `InvalidAccessKeyId` for an unknown, disabled, or too fresh key */
function activeKey(store: IdentityStore, accessKeyId: string): AccessKey {
  const key = store.findKey(accessKeyId, { propagated: true });
  if (typeof key !== 'string') {
    return key;
  }
  throw invalidAccessKeyId(accessKeyId, key === 'InvalidAccessKeyId.Inactive' ? 'inactive' : 'unknown');
}
