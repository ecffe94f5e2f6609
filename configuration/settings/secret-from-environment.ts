import { resolve } from 'node:path';
import { phrase } from '../../presentation/words/words';
import { nonEmpty } from './non-empty';
import { readSecretFile, refusedSecret, secretIn, type SecretFile } from './secret-file';

/** A secret from an environment variable, or from the file that the variable with `_FILE` behind its name names. */
export function secretFromEnvironment(env: NodeJS.ProcessEnv, variable: string): SecretFile {
  const ofFile = `${variable}_FILE`;
  const value = nonEmpty(env[variable]);
  const file = nonEmpty(env[ofFile]);
  if (value !== undefined && file !== undefined) {
    return refusedSecret(phrase('configuration.variableTwice', { other: ofFile }));
  }
  if (value !== undefined) {
    return secretIn(value);
  }
  return file === undefined
    ? refusedSecret(phrase('configuration.variableMissing', { alternative: ofFile }))
    : withVariable(readSecretFile(resolve(file), file), ofFile);
}

function withVariable(read: SecretFile, variable: string): SecretFile {
  return read.ok
    ? read
    : refusedSecret(phrase('configuration.fromVariable', { variable, problem: read.problem }));
}
