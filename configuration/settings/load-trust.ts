import type { TrustSettings } from '../../contracts/settings';
import type { ConfigurationSource } from './load-settings';
import { loadTable } from './load-table';
import { trustSchema } from './settings-schema';
import { trustSettings } from './trust-settings';

/**
 * Loads the public keys that results are verified with, for programs that have no use for the clouds. None where
 * nothing is configured: results can then not be verified.
 *
 * @throws ConfigurationError
 */
export function loadTrust(from: ConfigurationSource): Pick<TrustSettings, 'publicKeys'> {
  const loaded = loadTable(from, 'trust', 'What results are verified with,', trustSchema);
  return {
    publicKeys: loaded === null ? [] : trustSettings(loaded.checked.trust, loaded.secrets).publicKeys,
  };
}
