import { parseInput } from '../../contracts/input-problems';
import { readCaFiles } from './ca-files';
import { MAX_CONFIGURATION_BYTES, readConfigurationFile } from './configuration-file';
import { codecEndpointProblems } from './codec-endpoint-checks';
import { ConfigurationError } from './configuration-error';
import { channelTables, sourceNames, takeSecrets } from './configured-secrets';
import { crossCheck } from './cross-checks';
import { vaultAuthProblems } from './delivery-settings';
import { overlayEnvironment } from './environment-overlay';
import type { LoadedSettings } from './loaded-settings';
import { notifyProblems } from './notify-channels';
import { inTermsOfOrigin } from './problem-origin';
import { settingExamples } from './setting-examples';
import { settingsOf } from './settings-of-file';
import { settingsSchema, tables } from './settings-schema';
import { workerKeyProblems } from './trust-settings';

/** Where the configuration is looked for. */
export interface ConfigurationSource {
  /** A file to read in the place of the usual ones. */
  readonly file?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** Default: the process's. */
  readonly workingFolder?: string | undefined;
}

/**
 * Loads the settings of a worker: `prep.toml` with the environment over it, secrets read from where they are.
 * Nothing else is consulted; no identity of the surroundings is ever used.
 *
 * @throws ConfigurationError that lists every problem
 */
export async function loadSettings(from: ConfigurationSource): Promise<LoadedSettings> {
  const { file, env, workingFolder = process.cwd() } = from;
  const read = readConfigurationFile({ file, env, workingFolder });
  const { content, origins } = overlayEnvironment(read.content, env);
  // Empty tables, so that every setting that is missing is named rather than its table.
  content['source'] ??= { default: {} };
  content['alibaba'] ??= {};
  content['defaults'] ??= {};
  const secrets = takeSecrets(content, { env, fileFolder: read.folder, workingFolder, origins });
  const channels = channelTables(content);
  const examples = settingExamples(sourceNames(content), channels.length);
  const parsed = parseInput(settingsSchema, content, examples, MAX_CONFIGURATION_BYTES);
  const vault = tables.delivery.safeParse(content['delivery'] ?? {}).data?.vault;
  const ca = readCaFiles(content, (setting) => (origins.has(setting) ? workingFolder : read.folder));
  const problems = [
    ...(parsed.ok ? [] : parsed.problems),
    ...secrets.problems,
    ...(secrets.problems.length === 0 ? vaultAuthProblems(vault, secrets.bySetting) : []),
    ...ca.problems,
    ...notifyProblems(channels, secrets),
    ...(await crossCheck(content)),
    ...codecEndpointProblems(content, secrets),
    ...workerKeyProblems(secrets),
  ];
  if (!parsed.ok || problems.length > 0) {
    const subject =
      read.path === null
        ? 'The configuration in the environment (no prep.toml was found)'
        : `The configuration in ${read.path} and the environment`;
    throw new ConfigurationError(subject, inTermsOfOrigin(problems, origins));
  }
  return settingsOf(parsed.value, secrets, read.path, ca.bySetting);
}
