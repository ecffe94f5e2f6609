import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What configures the product, its clouds and the connection to Temporal. */
const OF_THE_PRODUCT = /^(?:PREP|KS3|ALIBABA|TEMPORAL)_/;
const KEPT = new Set(['PREP_LANG', 'PREP_LANGUAGE', 'PREP_DEBUG']);

/**
 * The environment of the demo's worker and commands: without what configures the product otherwise, in variables and in files.
 * Whoever has a configuration has real approvers, real chats and a real Vault in it.
 *
 * @param folder of the demo; empty configuration files are written there, to be read instead of the user's
 */
export function ownEnvironment(env: NodeJS.ProcessEnv, folder: string) {
  const prep = join(folder, 'prep.toml');
  const temporal = join(folder, 'temporal.toml');
  writeFileSync(prep, '', { mode: 0o600 });
  writeFileSync(temporal, '[profile.default]\n', { mode: 0o600 });
  const others = Object.entries(env).filter(([name]) => !OF_THE_PRODUCT.test(name) || KEPT.has(name));
  return { ...Object.fromEntries(others), PREP_CONFIG: prep, TEMPORAL_CONFIG_FILE: temporal };
}
