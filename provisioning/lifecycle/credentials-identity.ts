import type { Credentials } from '../../contracts/credentials/credential-lifecycle';
import { iamOf, type Clouds } from '../clouds';
import { iamIdentity } from '../identity/iam-identity';
import type { Identity } from '../identity/identity';
import { ramIdentity } from '../identity/ram-identity';
import type { Ownership } from '../trust/mark';

/**
 * The user with the credentials, at either cloud.
 *
 * @throws PrepError `IamNotConfigured` if Kingsoft IAM is no longer configured
 */
export function identityOf(credentials: Credentials, ownership: Ownership, clouds: Clouds): Identity {
  return credentials.cloud === 'kingsoft'
    ? iamIdentity(credentials, ownership, iamOf(clouds, credentials.profile))
    : ramIdentity(credentials, ownership, clouds.ram());
}
