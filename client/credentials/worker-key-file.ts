import { phrase } from '../../presentation/words/words';
import { resolve } from 'node:path';
import type { WorkerKey } from '../../contracts/settings';
import { readSecretFile } from '../../configuration/settings/secret-file';
import { workerKeysForm, workerKeysOf } from '../../configuration/settings/listed-secrets';
import { makeWorkerKey } from '../../configuration/trust/worker-keys';
import { CommandError } from '../command-error';
import { writePrivateFile } from '../private-file';

/** Makes a worker key in a new file of mode 0600, as `trust.keys_file` takes it. */
export async function makeWorkerKeyFile(file: string): Promise<WorkerKey> {
  const key = makeWorkerKey();
  const head = `# worker key ${key.id}, made ${new Date().toISOString()}\n# public key: ${key.publicKey}\n`;
  await writePrivateFile(file, `${head}${key.secret.reveal()}\n`);
  return key;
}

/**
 * Reads the worker keys of a file.
 *
 * @throws CommandError `FileRefused` if others can read it, or it holds something else; never quotes it
 */
export function readWorkerKeyFile(file: string): readonly WorkerKey[] {
  const read = readSecretFile(resolve(file), file, workerKeysForm);
  if (!read.ok) {
    throw new CommandError('FileRefused', phrase('command.publicKeysUnreadable', { problem: read.problem }));
  }
  return workerKeysOf(read.secret);
}
