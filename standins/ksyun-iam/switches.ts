/** Where the behaviour of Kingsoft Cloud's IAM is not documented, the variants; the first one named is the default. */
export interface IamSwitches {
  /** What ListUsers makes of its parameter AccessKey where nobody owns that key: an empty list, or an error. */
  unknownAccessKey: 'empty' | 'error';
  /** Whether ListUsers heeds the parameter AccessKey at all. */
  accessKeyFilter: 'heeded' | 'ignored';
  /** Whether ListAllUserAccessKeys tells the main account's keys too. */
  mainAccountKeys: 'left-out' | 'listed';
  /** Whether ListUsers tells the remarks of users. */
  listedRemarks: 'told' | 'left-out';
  /** Name of the entries of a list: Terraform's provider reads `member`, the Go SDK's models say `Member`. */
  memberName: 'member' | 'Member';
  /** How an empty list is written. */
  emptyList: 'array' | 'text' | 'absent';
  /** Where GetUser's fields are: Terraform's provider reads a `User`, the Go SDK's models have them one level higher. */
  getUser: 'nested' | 'flat';
  /** What a call about AccessKeys without UserName is about. */
  withoutUserName: 'main-account' | 'refused';
  /** Codes that no page tells. */
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
