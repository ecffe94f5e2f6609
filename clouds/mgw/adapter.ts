import { migrationAddresses } from './addresses';
import { migrationJobs } from './jobs';
import { MgwApi, type MgwOptions } from './mgw-api';
import type { MigrationService } from './port';

/**
 * Connects the port to the Data Online Migration service. It was only ever tried against its documents, its Python SDK
 * and a stand-in, never against the service itself.
 *
 * @throws PrepError `EndpointRefused`
 */
export function createMgw(options: MgwOptions): MigrationService {
  const api = new MgwApi(options);
  return { ...migrationAddresses(api), ...migrationJobs(api) };
}
