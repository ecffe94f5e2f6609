import { NO_ENCRYPTION, type PayloadEncryption } from '../encryption/encryption-codec';
import { payloadKeysOf } from './listed-secrets';
import type { ConfigurationSource } from './load-settings';
import { loadTable } from './load-table';
import { payloadEncryptionSchema } from './settings-schema';

/**
 * Loads the payload encryption alone, for programs that talk to runs but have no use for the clouds: what else the
 * configuration says, or lacks, does not matter to them.
 *
 * @throws ConfigurationError
 */
export function loadPayloadEncryption(from: ConfigurationSource): PayloadEncryption {
  const loaded = loadTable(from, 'payload_encryption', 'The payload encryption', payloadEncryptionSchema);
  return loaded === null
    ? NO_ENCRYPTION
    : {
        keys: payloadKeysOf(loaded.secrets.get('payload_encryption.keys')),
        acceptNamespaces: loaded.checked.payload_encryption.accept_namespaces,
      };
}
