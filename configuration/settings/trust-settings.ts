import type { InputProblem } from '../../contracts/problem-lines';
import type { Secret } from '../../contracts/secret';
import type { TrustSettings } from '../../contracts/settings';
import { WORKER_KEY_COMMAND } from '../trust/worker-keys';
import type { ConfiguredSecrets } from './configured-secrets';
import { workerKeysOf } from './listed-secrets';
import { fileExample } from './secret-reference';
import type { FileSettings } from './settings-schema';

/** A worker without a key of its own could not be told from anybody else who writes to the namespace. */
export function workerKeyProblems({ bySetting, problems }: ConfiguredSecrets): InputProblem[] {
  // Where a key is given but refused, that alone is told.
  const given = bySetting.has('trust.keys') || problems.some(({ path }) => path.startsWith('trust.keys'));
  const words = `is missing (or set PREP_TRUST_KEYS_FILE); make a worker key with: ${WORKER_KEY_COMMAND}`;
  return given ? [] : [{ path: 'trust.keys', problem: words, example: fileExample('keys') }];
}

/** The worker keys, and every public key that results are verified with. */
export function trustSettings(
  { public_keys: configured }: FileSettings['trust'],
  secrets: ReadonlyMap<string, Secret>,
): TrustSettings {
  const keys = workerKeysOf(secrets.get('trust.keys'));
  return { keys, publicKeys: [...new Set([...keys.map(({ publicKey }) => publicKey), ...configured])] };
}
