import type { z } from 'zod';
import { parseInput } from '../../contracts/input-problems';
import { ConfigurationError } from './configuration-error';
import { MAX_CONFIGURATION_BYTES, readConfigurationFile } from './configuration-file';
import { takeSecrets } from './configured-secrets';
import { overlayEnvironment } from './environment-overlay';
import type { ConfigurationSource } from './load-settings';
import { inTermsOfOrigin } from './problem-origin';
import { settingExamples } from './setting-examples';

/**
 * Loads one table of the configuration alone: what else it says, or lacks, does not matter.
 *
 * @param subject what is not valid where there are problems, in words
 * @param schema of an object that holds that table alone
 * @returns null where the table is not there
 * @throws ConfigurationError
 */
export function loadTable<Checked>(
  from: ConfigurationSource,
  table: string,
  subject: string,
  schema: z.ZodType<Checked>,
) {
  const { file, env, workingFolder = process.cwd() } = from;
  const read = readConfigurationFile({ file, env, workingFolder });
  const { content: all, origins } = overlayEnvironment(read.content, env);
  if (all[table] === undefined) {
    return null;
  }
  const content = { [table]: all[table] };
  const secrets = takeSecrets(content, { env, fileFolder: read.folder, workingFolder, origins });
  const parsed = parseInput(schema, content, settingExamples([]), MAX_CONFIGURATION_BYTES);
  const problems = [...(parsed.ok ? [] : parsed.problems), ...secrets.problems];
  if (!parsed.ok || problems.length > 0) {
    throw new ConfigurationError(
      `${subject} in ${read.path ?? 'the environment'}`,
      inTermsOfOrigin(problems, origins),
    );
  }
  return { checked: parsed.value, secrets: secrets.bySetting };
}
