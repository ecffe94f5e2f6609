import type { ServiceError } from '../core/service';

/** An error as IAM reports it. */
export class IamError extends Error implements ServiceError {
  override name = 'IamError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Documented codes (docs.ksyun.com, pages of the IAM actions; the conflicts: Terraform's provider) with their status. */
const documented = {
  InvalidParameterValue: [400, 'An invalid or out-of-range value was supplied for the input parameter.'],
  MissingParameter: [400, 'A required parameter is missing.'],
  InvalidAction: [400, 'The action is not valid for this endpoint.'],
  PolicyDocumentNotJsonFormat: [400, 'The policy document is not in JSON format.'],
  PolicyDocumentInvalidVersion: [400, 'The version of the policy document is invalid.'],
  MissingAuthenticationToken: [403, 'Request is missing Authentication Token.'],
  SignatureDoesNotMatch: [
    403,
    'The request signature we calculated does not match the signature you provided.',
  ],
  UserNoSuchEntity: [404, 'The user does not exist.'],
  PolicyNoSuchEntity: [404, 'The policy does not exist.'],
  UserPolicyNoSuchEntity: [404, 'The policy is not attached to the user.'],
  UserAkskLimitExceeded: [409, 'The number of access keys of the user exceeds the limit.'],
  UserPolicyLimitExceeded: [409, 'The number of policies of the user exceeds the limit.'],
  UserPolicyAlreadyExists: [409, 'The policy is attached to the user already.'],
  PolicyAlreadyExists: [409, 'The policy exists already.'],
  PolicyLimitExceeded: [409, 'The number of custom policies exceeds the limit.'],
  PolicyDeleteConflict: [409, 'The policy is attached and cannot be deleted.'],
  UserAkDeleteConflict: [409, 'The user has access keys and cannot be deleted.'],
  UserPolicyDeleteConflict: [409, 'The user has policies and cannot be deleted.'],
  UserMfaDeleteConflict: [409, 'The user has an MFA device and cannot be deleted.'],
  UserGroupRelationDeleteConflict: [409, 'The user is in a group and cannot be deleted.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type IamErrorCode = keyof typeof documented;

export function iamError(code: IamErrorCode, detail = ''): IamError {
  const [status, message] = documented[code];
  return new IamError(status, code, detail === '' ? message : `${message} ${detail}`);
}
