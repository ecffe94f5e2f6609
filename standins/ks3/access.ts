import { randomBytes } from 'node:crypto';
import { verifyAwsV4, type SignatureProblem } from '../core/aws-v4-verifier';
import type { SecretRegistry } from '../core/secrets';
import type { ServiceRequest } from '../core/service';
import { Ks3Error, type Ks3ErrorCode } from './errors';
import { neededPermission, type KeyDirectory } from './key-directory';
import type { Ks3Operation } from './operation';

interface AccessKey {
  secret: string;
  /** Operations answered with AccessDenied. */
  denied: Set<string>;
}

/** The AccessKeys that KS3 knows, and what each may not do: its own, and those that IAM issues. */
export class AccessKeys {
  readonly #keys = new Map<string, AccessKey>();

  constructor(
    readonly secrets: SecretRegistry,
    readonly directory: KeyDirectory = { find: () => undefined },
  ) {}

  /** Adds a key; missing parts are generated. */
  create(given: { accessKeyId?: string; accessKeySecret?: string; denied?: string[] } = {}) {
    const accessKeyId = given.accessKeyId ?? `AKLT${randomBytes(9).toString('hex')}`;
    // KS3's secrets are base64 text: they can hold + / and =.
    const accessKeySecret = given.accessKeySecret ?? randomBytes(30).toString('base64');
    this.secrets.issue('access-key-secret', accessKeySecret);
    this.#keys.set(accessKeyId, { secret: accessKeySecret, denied: new Set(given.denied) });
    return { accessKeyId, accessKeySecret };
  }

  deny(accessKeyId: string, operations: readonly string[]): void {
    const key = this.#keys.get(accessKeyId);
    if (key === undefined) {
      throw new Error(`no AccessKey ${accessKeyId}`);
    }
    for (const operation of operations) {
      key.denied.add(operation);
    }
  }

  secretOf(accessKeyId: string): string | undefined {
    const issued = this.directory.find(accessKeyId);
    if (issued === 'refused') {
      return undefined;
    }
    return issued?.secret ?? this.#keys.get(accessKeyId)?.secret;
  }

  /** @throws Ks3Error AccessDenied */
  demand(accessKeyId: string, operation: Ks3Operation, resource: string | undefined): void {
    const issued = this.directory.find(accessKeyId);
    const needed = neededPermission(operation, resource);
    const permitted =
      issued === undefined || (issued !== 'refused' && issued.permits(needed.action, needed.resource));
    if (!permitted || this.#keys.get(accessKeyId)?.denied.has(operation)) {
      throw new Ks3Error('AccessDenied', 'Access Denied');
    }
    if (typeof issued === 'object') {
      issued.used();
    }
  }
}

const refusals: Record<SignatureProblem, { code: Ks3ErrorCode; message: string }> = {
  unsigned: { code: 'AccessDenied', message: 'Access Denied' },
  malformed: { code: 'AuthorizationHeaderMalformed', message: 'The authorization you provided is malformed' },
  'unknown-key': {
    code: 'InvalidAccessKeyId',
    message: 'The access key Id you provided does not exist in our records.',
  },
  skewed: {
    code: 'RequestTimeTooSkewed',
    message: 'The difference between the request time and the current time is too large.',
  },
  expired: { code: 'AccessDenied', message: 'Request has expired' },
  'wrong-scope': { code: 'AuthorizationHeaderMalformed', message: 'The credential scope is wrong' },
  mismatch: {
    code: 'SignatureDoesNotMatch',
    message: 'The request signature we calculated does not match the signature you provided.',
  },
  'payload-mismatch': {
    code: 'XAmzContentSHA256Mismatch',
    message: 'The provided x-amz-content-sha256 header does not match what was computed.',
  },
};

/**
 * The AccessKeyId of a request's verified signer.
 * @throws Ks3Error with the code for what is wrong with the signature
 */
export function authenticate(
  request: ServiceRequest,
  keys: AccessKeys,
  rules: { now: Date; region?: string },
): string {
  const verified = verifyAwsV4(request, { ...rules, service: 's3', secretOf: (id) => keys.secretOf(id) });
  if (!('problem' in verified)) {
    return verified.accessKeyId;
  }
  const { code, message } = refusals[verified.problem];
  throw new Ks3Error(code, verified.problem === 'wrong-scope' ? `${message}: ${verified.detail}` : message);
}
