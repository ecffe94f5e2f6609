import type { OpenApiOptions } from '../alibaba/openapi-config';
import { ramAccessKeys } from './access-keys';
import { ramAccount } from './account';
import { ramLogon } from './logon';
import { ramPolicies } from './policies';
import type { RamDirectory } from './port';
import { RamApi } from './ram-api';
import { ramUsers } from './users';

/**
 * RAM over Alibaba Cloud's own SDK. A configured endpoint also answers for Identity Management, as the stand-in and
 * private gateways do.
 *
 * @throws PrepError `EndpointRefused`
 */
export function createRamDirectory(options: OpenApiOptions): RamDirectory {
  const ram = new RamApi(options, 'ram.aliyuncs.com');
  const ims = new RamApi(options, 'ims.aliyuncs.com');
  return {
    ...ramUsers(ram),
    ...ramAccessKeys(ram),
    ...ramLogon(ram),
    ...ramPolicies(ram),
    ...ramAccount(ram, ims),
  };
}
