import type { Check } from '../../contracts/credentials/provisioning';
import { ruleOf, type ErrorType } from '../../contracts/error-table';

/** How a cloud refuses a fresh key, or what was just granted to its user, until it is known everywhere. */
const NOT_KNOWN_YET: ReadonlySet<ErrorType> = new Set([
  'RamInvalidAccessKey',
  'RamNoPermission',
  'OssInvalidAccessKey',
  'OssAccessDenied',
  'Ks3InvalidAccessKey',
  'Ks3SignatureMismatch',
  'Ks3AccessDenied',
]);

/** Whether waiting may change an answer to a fresh key. */
export function mayPass(type: ErrorType): boolean {
  return NOT_KNOWN_YET.has(type) || ruleOf(type).effect === 'transient';
}

/** The refusal of a check that no other key would change. */
export function refusalOfAnyKey(checks: readonly Check[]): Check | undefined {
  return checks.find(({ errorType }) => errorType === 'OssPublicEndpointRefused');
}
