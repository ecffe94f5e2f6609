import { parseInput } from '../../contracts/input-problems';
import { NO_ENCRYPTION, type PayloadEncryption } from '../encryption/encryption-codec';
import { readConfigurationFile } from './configuration-file';
import { ConfigurationError } from './configuration-error';
import { takeSecrets } from './configured-secrets';
import { overlayEnvironment } from './environment-overlay';
import { payloadKeysOf } from './listed-secrets';
import type { ConfigurationSource } from './load-settings';
import { inTermsOfOrigin } from './problem-origin';
import { settingExamples } from './setting-examples';
import { payloadEncryptionSchema } from './settings-schema';

/**
 * Loads the payload encryption alone, for programs that talk to runs but have no use for the clouds: what else the
 * configuration says, or lacks, does not matter to them.
 *
 * @throws ConfigurationError
 */
export function loadPayloadEncryption(from: ConfigurationSource): PayloadEncryption {
  const { file, env, workingFolder = process.cwd() } = from;
  const read = readConfigurationFile({ file, env, workingFolder });
  const overlaid = overlayEnvironment(read.content, env);
  const { payload_encryption: table } = overlaid.content;
  if (table === undefined) {
    return NO_ENCRYPTION;
  }
  const { origins } = overlaid;
  const content = { payload_encryption: table };
  const secrets = takeSecrets(content, { env, fileFolder: read.folder, workingFolder, origins });
  const parsed = parseInput(payloadEncryptionSchema, content, settingExamples([]));
  const problems = [...(parsed.ok ? [] : parsed.problems), ...secrets.problems];
  if (!parsed.ok || problems.length > 0) {
    throw new ConfigurationError(
      `The payload encryption in ${read.path ?? 'the environment'}`,
      inTermsOfOrigin(problems, origins),
    );
  }
  return {
    keys: payloadKeysOf(secrets.bySetting.get('payload_encryption.keys')),
    acceptNamespaces: parsed.value.payload_encryption.accept_namespaces,
  };
}
