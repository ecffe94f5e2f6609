/** The variants where the behaviour of Kingsoft Cloud's IAM is not documented; the first one is the default. */
export interface IamSwitches {
  /** The answer of ListUsers to a parameter AccessKey that nobody owns: an empty list, or an error. */
  unknownAccessKey: 'empty' | 'error';
  /** Whether ListUsers heeds the parameter AccessKey at all. */
  accessKeyFilter: 'heeded' | 'ignored';
  /** Whether ListAllUserAccessKeys includes the main account's keys. */
  mainAccountKeys: 'left-out' | 'listed';
  /** Whether ListUsers includes the remarks of users. */
  listedRemarks: 'told' | 'left-out';
  /** Name of the entries of a list: Terraform's provider reads `member`, the Go SDK's models say `Member`. */
  memberName: 'member' | 'Member';
  /** How an empty list is written. */
  emptyList: 'array' | 'text' | 'absent';
  /**
   * The place of GetUser's fields: Terraform's provider reads a `User`, the Go SDK's models have them one level
   * higher.
   */
  getUser: 'nested' | 'flat';
  /** What a call about AccessKeys without UserName is about. */
  withoutUserName: 'main-account' | 'refused';
  /** Undocumented codes. */
  userExistsCode: string;
  userLimitCode: string;
  accessKeyMissingCode: string;
  unknownKeyCode: string;
  skewedCode: string;
  noPermissionCode: string;
  /** Region that a signature must be scoped to; `any` takes all of them. */
  signingRegion: string;
  /** For so many seconds KS3 does not know a fresh key. */
  keySeconds: number;
  /** So many reads of a fresh user answer UserNoSuchEntity. */
  userReads: number;
}

export const defaultIamSwitches: IamSwitches = {
  unknownAccessKey: 'empty',
  accessKeyFilter: 'heeded',
  mainAccountKeys: 'left-out',
  listedRemarks: 'told',
  memberName: 'member',
  emptyList: 'array',
  getUser: 'nested',
  withoutUserName: 'main-account',
  userExistsCode: 'UserAlreadyExists',
  userLimitCode: 'UserLimitExceeded',
  accessKeyMissingCode: 'AccessKeyNoSuchEntity',
  unknownKeyCode: 'InvalidClientTokenId',
  skewedCode: 'SignatureDoesNotMatch',
  noPermissionCode: 'AccessDenied',
  signingRegion: 'any',
  keySeconds: 0,
  userReads: 0,
};
