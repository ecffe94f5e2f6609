import { z } from 'zod';
import { parseInput } from '../../contracts/inputs/input-problems';
import type { TrustSettings } from '../../contracts/settings';
import type { Said } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { NO_ENCRYPTION, type PayloadEncryption } from '../encryption/encryption-codec';
import { readCaFiles } from './ca-file';
import { MAX_CONFIGURATION_BYTES, readConfigurationFile } from './configuration-file';
import { ConfigurationError } from './configuration-error';
import { inTermsOfOrigin } from './problem-origin';
import { accessKeyProblems } from './configured-keys';
import { takeSecrets } from './configured-secrets';
import { crossCheck } from './cross-checks';
import type { LoadedSettings } from './loaded-settings';
import { notifyProblems } from './notify-channels';
import { overlayEnvironment, settingExamples } from './setting-list';
import { payloadEncryption, settingsOf, trustSettings } from './settings-of-file';
import { settingsSchema, tables } from './settings-schema';

/** Where to look for the configuration. */
export interface ConfigurationSource {
  /** A file to read instead of the usual ones. */
  readonly file?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** Default: the process's. */
  readonly workingFolder?: string | undefined;
}

/**
 * Loads the settings of a worker: `prep.toml`, overridden by the environment, with the secrets they refer to. Nothing
 * else is consulted; no identity of the machine is ever used.
 *
 * @throws ConfigurationError that lists every problem
 */
export async function loadSettings(from: ConfigurationSource): Promise<LoadedSettings> {
  const { read, content, origins, workingFolder } = contentOf(from);
  // Empty tables, so that every setting that is missing is named rather than its table.
  content['source'] ??= { default: {} };
  content['alibaba'] ??= {};
  content['defaults'] ??= {};
  const secrets = takeSecrets(content, { env: from.env, fileFolder: read.folder, workingFolder, origins });
  const channels = Array.isArray(content['notify']) ? content['notify'] : [];
  const examples = settingExamples(Object.keys(Object(content['source']) as object), channels.length);
  const parsed = parseInput(settingsSchema, content, examples, MAX_CONFIGURATION_BYTES);
  const ca = readCaFiles(content, (setting) => (origins.has(setting) ? workingFolder : read.folder));
  const problems = [
    ...(parsed.ok ? [] : parsed.problems),
    ...secrets.problems,
    ...accessKeyProblems(content),
    ...ca.problems,
    ...notifyProblems(channels),
    ...(await crossCheck(content)),
  ];
  if (!parsed.ok || problems.length > 0) {
    const subject =
      read.path === null
        ? phrase('configuration.environmentAlone')
        : phrase('configuration.withEnvironment', { path: read.path });
    throw new ConfigurationError(subject, inTermsOfOrigin(problems, origins));
  }
  return settingsOf(parsed.value, ca.bySetting, { file: read.path, secretFiles: secrets.files });
}

/**
 * Loads only the payload encryption, for programs that talk to runs but not to the clouds; problems elsewhere in the
 * configuration do not matter.
 *
 * @throws ConfigurationError
 */
export function loadPayloadEncryption(from: ConfigurationSource): PayloadEncryption {
  const table = loadTable(from, 'payload_encryption', (place) =>
    phrase('configuration.encryptionIn', { place }),
  );
  return table === null ? NO_ENCRYPTION : payloadEncryption(table);
}

/**
 * Loads the public keys that results are verified with, for programs that have no use for the clouds. None if
 * nothing is configured: results can then not be verified.
 *
 * @throws ConfigurationError
 */
export function loadTrust(from: ConfigurationSource): Pick<TrustSettings, 'publicKeys'> {
  const table = loadTable(from, 'trust', (place) => phrase('configuration.trustIn', { place }));
  return { publicKeys: table === null ? [] : trustSettings(table).publicKeys };
}

type Table = 'trust' | 'payload_encryption';

/** One table; null if it is missing. */
function loadTable<Name extends Table>(
  from: ConfigurationSource,
  name: Name,
  subjectIn: (place: Said) => Said,
): NonNullable<z.output<(typeof tables)[Name]>> | null {
  const { read, content: all, origins, workingFolder } = contentOf(from);
  if (all[name] === undefined) {
    return null;
  }
  const content = { [name]: all[name] };
  const secrets = takeSecrets(content, { env: from.env, fileFolder: read.folder, workingFolder, origins });
  const schema: z.ZodType = z.strictObject({ [name]: tables[name] });
  const parsed = parseInput(schema, content, settingExamples([]), MAX_CONFIGURATION_BYTES);
  const problems = [...(parsed.ok ? [] : parsed.problems), ...secrets.problems];
  if (!parsed.ok || problems.length > 0) {
    const subject = subjectIn(read.path ?? phrase('configuration.theEnvironment'));
    throw new ConfigurationError(subject, inTermsOfOrigin(problems, origins));
  }
  return (parsed.value as Record<Name, NonNullable<z.output<(typeof tables)[Name]>>>)[name];
}

function contentOf({ file, env, workingFolder = process.cwd() }: ConfigurationSource) {
  const read = readConfigurationFile({ file, env, workingFolder });
  return { read, workingFolder, ...overlayEnvironment(read.content, env) };
}
