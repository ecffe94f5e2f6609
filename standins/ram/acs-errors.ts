/** An error as the RAM and STS APIs report it: a stable code, its status, and a message. */
export class AcsError extends Error {
  override name = 'AcsError';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Further members of the error body, e.g. `AccessDeniedDetail`. */
    readonly extra: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

/**
 * Codes, statuses and texts of RAM's own "Error messages" page, its spelling and grammar kept: programs
 * match on them. The last group is the gateway's, which answers before RAM sees the call.
 */
const documented = {
  'InvalidParameter.Password.TooWeak': [
    400,
    'The parameter - "Password" is not compliant with the password policy.',
  ],
  'InvalidParameter.PolicyType': [400, 'The parameter - "PolicyType" is incorrect.'],
  'InvalidParameter.AccountAlias.Format': [400, 'The format of parameter - "AccountAlias" is incorrect.'],
  'InvalidParameter.AccountAlias.Length': [
    400,
    'The parameter - "AccountAlias" MUST be in the range of 3 and 63.',
  ],
  'InvalidParameter.MinimumPasswordLength.Range': [
    400,
    'The parameter - "MinimumPasswordLength" MUST be in the range of 8 and 32.',
  ],
  NoPermission: [403, 'You are not authorized to do this action.'],
  'EntityNotExist.User': [404, 'The user does not exist.'],
  'EntityNotExist.User.AccessKey': [404, 'The user access key does not exist.'],
  'EntityNotExist.User.LoginProfile': [404, 'The user login profile does not exist.'],
  'EntityNotExist.User.MFADevice': [404, 'The user has not bound any MFA device.'],
  'EntityNotExist.User.Policy': [404, 'The indicate policy of the user does not exist.'],
  'EntityNotExist.User.Group': [404, 'The user has not joined the group.'],
  'EntityNotExist.Group': [404, 'The group does not exist.'],
  'EntityNotExist.Policy': [404, 'The policy does not exist.'],
  'EntityAlreadyExists.User': [409, 'The user does already EXIST.'],
  'EntityAlreadyExists.User.LoginProfile': [409, 'The user login profile does already EXIST.'],
  'EntityAlreadyExists.User.Policy': [409, 'The user has already been attached this policy.'],
  'EntityAlreadyExists.User.Group': [409, 'The user has joined the group.'],
  'EntityAlreadyExists.Group': [409, 'The group does already EXIST.'],
  // The documented text of this one does say "group".
  'EntityAlreadyExists.Policy': [409, 'The group does already EXIST.'],
  'DeleteConflict.User.Group': [409, 'The user CAN NOT be in any group while deleting the user.'],
  'DeleteConflict.User.AccessKey': [409, 'The user CAN NOT has any access key while deleting the user.'],
  'DeleteConflict.User.LoginProfile': [
    409,
    'The user CAN NOT has any login profile while deleting the user.',
  ],
  'DeleteConflict.User.MFADevice': [409, 'The user CAN NOT has any mfa device while deleting the user.'],
  'DeleteConflict.User.Policy': [409, 'The user CAN NOT has any attached policy while deleting the user.'],
  'DeleteConflict.Policy.User': [
    409,
    'The policy CAN NOT been attached to any user while deleting the policy.',
  ],
  'LimitExceeded.User': [409, 'The count of users beyond the current limits.'],
  'LimitExceeded.User.AccessKey': [
    409,
    'The access key count of the user access keys beyond the current limits.',
  ],
  'LimitExceeded.User.Policy': [
    409,
    'The policy count of the user attached policies beyond the current limits.',
  ],
  'LimitExceeded.Policy': [409, 'The count of policy beyond the current limits.'],

  'InvalidAccessKeyId.NotFound': [404, 'Specified access key is not found.'],
  'InvalidAccessKeyId.Inactive': [400, 'Specified access key is disabled.'],
  SignatureDoesNotMatch: [400, 'Specified signature is not matched with our calculation.'],
  SignatureNonceUsed: [400, 'Specified signature nonce was used already.'],
  IncompleteSignature: [400, 'The request signature does not conform to Aliyun standards.'],
  'InvalidTimeStamp.Format': [400, 'Specified time stamp or date value is not well formatted.'],
  'InvalidTimeStamp.Expired': [400, 'Specified time stamp or date value is expired.'],
  'InvalidAction.NotFound': [404, 'Specified api is not found, please check your url and method.'],
  UnsupportedHTTPMethod: [403, 'This http method is not supported.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type AcsErrorCode = keyof typeof documented;

/** The documented error of that code. */
export function acsError(code: AcsErrorCode, extra?: Record<string, unknown>): AcsError {
  const [status, message] = documented[code];
  return new AcsError(status, code, message, extra);
}

/** `InvalidParameter.<parameter>.<problem>`, for the checks that every text parameter has. */
export function invalidParameter(parameter: string, problem: 'InvalidChars' | 'Length' | 'Format'): AcsError {
  const text = {
    InvalidChars: `The parameter - "${parameter}" contains invalid chars.`,
    Length: `The parameter - "${parameter}" beyond the length limit.`,
    Format: `The format of the parameter - "${parameter}" is incorrect.`,
  }[problem];
  return new AcsError(400, `InvalidParameter.${parameter}.${problem}`, text);
}

export function missingParameter(parameter: string): AcsError {
  return new AcsError(400, `Missing${parameter}`, `${parameter} is mandatory for this action.`);
}
