import { iamAccessKeys } from './access-keys';
import { IamApi, type IamOptions } from './iam-api';
import { iamPolicies } from './policies';
import type { KsyunIam } from './port';
import { iamUsers } from './users';

/**
 * Kingsoft Cloud's IAM over its OpenAPI.
 *
 * @throws PrepError `EndpointRefused`
 */
export function createKsyunIam(options: IamOptions): KsyunIam {
  const api = new IamApi(options);
  return { ...iamUsers(api), ...iamAccessKeys(api), ...iamPolicies(api) };
}
