import { createHash, randomBytes } from 'node:crypto';
import { acsError } from './acs-errors';

/** Members as the RAM API names them (the misspelt `MaxLoginAttemps` too); the last three come from IMS. */
export interface PasswordPolicy {
  MinimumPasswordLength: number;
  RequireLowercaseCharacters: boolean;
  RequireUppercaseCharacters: boolean;
  RequireNumbers: boolean;
  RequireSymbols: boolean;
  HardExpiry: boolean;
  /** Days; 0: never expires. */
  MaxPasswordAge: number;
  /** So many former passwords may not be used again. */
  PasswordReusePrevention: number;
  MaxLoginAttemps: number;
  MinimumPasswordDifferentCharacter: number;
  PasswordNotContainUserName: boolean;
  /** Days after which an unused initial password expires; 0: never. */
  InitialPasswordAge: number;
}

export const defaultPasswordPolicy: PasswordPolicy = {
  MinimumPasswordLength: 8,
  RequireLowercaseCharacters: true,
  RequireUppercaseCharacters: true,
  RequireNumbers: true,
  RequireSymbols: true,
  HardExpiry: false,
  MaxPasswordAge: 0,
  PasswordReusePrevention: 0,
  MaxLoginAttemps: 5,
  MinimumPasswordDifferentCharacter: 0,
  PasswordNotContainUserName: false,
  InitialPasswordAge: 0,
};

/** Members that only IMS shows. */
const imsMembers: readonly string[] = [
  'MinimumPasswordDifferentCharacter',
  'PasswordNotContainUserName',
  'InitialPasswordAge',
];

const longestPassword = 32;

/** The policy as RAM's own API shows it. */
export const ramView = (policy: PasswordPolicy): Partial<PasswordPolicy> =>
  Object.fromEntries(Object.entries(policy).filter(([name]) => !imsMembers.includes(name)));

/** The policy with some members changed. @throws AcsError for a length outside 8 to 32 */
export function changedPolicy(policy: PasswordPolicy, changes: Partial<PasswordPolicy>): PasswordPolicy {
  const unknown = Object.keys(changes).find((name) => !(name in defaultPasswordPolicy));
  if (unknown !== undefined) {
    throw new Error(`a password policy has no "${unknown}"`);
  }
  const changed = { ...policy, ...changes };
  if (changed.MinimumPasswordLength < 8 || changed.MinimumPasswordLength > longestPassword) {
    throw acsError('InvalidParameter.MinimumPasswordLength.Range');
  }
  return changed;
}

/** @throws AcsError `InvalidParameter.Password.TooWeak`, also for a password used before */
export function checkPassword(
  password: string,
  policy: PasswordPolicy,
  userName: string,
  formerHashes: readonly string[],
): void {
  const reused = formerHashes.slice(0, policy.PasswordReusePrevention);
  const refused =
    password.length < policy.MinimumPasswordLength ||
    password.length > longestPassword ||
    (policy.RequireLowercaseCharacters && !/[a-z]/.test(password)) ||
    (policy.RequireUppercaseCharacters && !/[A-Z]/.test(password)) ||
    (policy.RequireNumbers && !/[0-9]/.test(password)) ||
    (policy.RequireSymbols && !/[^A-Za-z0-9\s]/.test(password)) ||
    new Set(password).size < policy.MinimumPasswordDifferentCharacter ||
    (policy.PasswordNotContainUserName && password.toLowerCase().includes(userName.toLowerCase())) ||
    reused.some((hash) => matchesHash(password, hash));
  if (refused) {
    throw acsError('InvalidParameter.Password.TooWeak');
  }
}

/** `salt:hash`; a fast hash is sufficient, because the stand-in protects nothing real. */
export function hashPassword(password: string, salt = randomBytes(8).toString('hex')): string {
  return `${salt}:${createHash('sha256')
    .update(salt + password)
    .digest('hex')}`;
}

export function matchesHash(password: string, hash: string): boolean {
  return hashPassword(password, hash.slice(0, hash.indexOf(':'))) === hash;
}
