import { problemAt, type InputProblem } from '../../contracts/inputs/problem-lines';
import { Secret } from '../../contracts/credentials/secret';
import { phrase } from '../../presentation/words/words';
import { codecTokensForm, payloadKeysForm, workerKeysForm } from './listed-secrets';
import { placesOf } from './places-of';
import type { SecretForm } from './secret-file';
import { fileExample, takeSecret, type ReferencePlace } from './secret-reference';
import { SECRETS } from './setting-list';

/** What became of the secrets of a configuration. */
export interface TakenSecrets {
  readonly files: readonly string[];
  readonly problems: readonly InputProblem[];
}

/** The form of secrets that have several lines. */
const FORMS: Readonly<Record<string, SecretForm>> = {
  'payload_encryption.keys': payloadKeysForm,
  'trust.keys': workerKeysForm,
  'codec_endpoint.tokens': codecTokensForm,
};

/** Puts every secret in its place in the content, under its own name. */
export function takeSecrets(content: Record<string, unknown>, place: ReferencePlace): TakenSecrets {
  const files = new Set<string>();
  const problems: InputProblem[] = [];
  for (const { path, required } of SECRETS) {
    const [name = ''] = path.split('.').slice(-1);
    for (const { table, setting } of placesOf(content, path.slice(0, -name.length - 1))) {
      const taken = takeSecret(table, setting, name, place, FORMS[path]);
      problems.push(...taken.problems);
      if (taken.file !== undefined) {
        files.add(taken.file);
      }
      const missing = required && table[name] === undefined;
      if (missing && taken.problems.length === 0) {
        problems.push({
          path: `${setting}.${name}`,
          problem: phrase('input.missing'),
          example: fileExample(name),
        });
      }
      // What is refused or missing has been reported: the schema has nothing to add.
      if (taken.problems.length > 0 || missing) {
        table[name] = new Secret('');
      }
    }
  }
  return { files: [...files], problems: [...problems, ...halfIamKeys(content)] };
}

/** The AccessKey of IAM needs both its parts. */
function halfIamKeys(content: Readonly<Record<string, unknown>>): InputProblem[] {
  return placesOf(content, 'source.*').flatMap(({ table, setting }) => {
    const [id, secret] = [table['iam_access_key_id'], table['iam_access_key_secret']];
    if (id === undefined && secret !== undefined) {
      return [problemAt(`${setting}.iam_access_key_id`, phrase('configuration.idMissing'), 'AKLT…')];
    }
    const name = 'iam_access_key_secret';
    return id !== undefined && secret === undefined
      ? [{ path: `${setting}.${name}`, problem: phrase('input.missing'), example: fileExample(name) }]
      : [];
  });
}
