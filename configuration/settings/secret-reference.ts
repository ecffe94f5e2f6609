import { isAbsolute, join, resolve } from 'node:path';
import { Secret } from '../../contracts/credentials/secret';
import type { InputProblem } from '../../contracts/inputs/problem-lines';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { homeOf } from './configuration-file';
import { nonEmpty } from './non-empty';
import { readSecretFile, refusedSecret, secretIn, type SecretFile, type SecretForm } from './secret-file';

/** Where references are resolved. */
export interface ReferencePlace {
  readonly env: NodeJS.ProcessEnv;
  /** Folder that a relative path written in the file starts from. */
  readonly fileFolder: string;
  /** Folder that a relative path in the environment starts from. */
  readonly workingFolder: string;
  /** The variable that each setting came from, if any. */
  readonly origins: ReadonlyMap<string, string>;
}

/** What became of one secret of the configuration. */
interface TakenSecret {
  /** The file that the secret came from. */
  readonly file?: string;
  readonly problems: readonly InputProblem[];
}

/**
 * Replaces the references to a secret in a table of the configuration (`<name>_file`, `<name>_env`, or the variable's
 * own value from the environment) by the secret itself.
 *
 * @param setting the table's path, for example `source.default`
 * @param form the required form of the secret
 */
export function takeSecret(
  table: Record<string, unknown>,
  setting: string,
  name: string,
  place: ReferencePlace,
  form: SecretForm = secretIn,
): TakenSecret {
  const [own, file, variable] = [name, `${name}_file`, `${name}_env`] as const;
  const values = [own, file, variable].flatMap((key) =>
    table[key] === undefined ? [] : [{ key, value: table[key] }],
  );
  for (const { key } of values) {
    Reflect.deleteProperty(table, key);
  }
  const [first, ...others] = values;
  if (first === undefined) {
    return { problems: [] };
  }
  const path = `${setting}.${first.key}`;
  const refused = (problem: Phrase, example?: string) => ({ problems: [{ path, problem, example }] });
  if (first.key === own && !(first.value instanceof Secret)) {
    return refused(phrase('configuration.secretInFile', { file, variable }), fileExample(name));
  }
  if (others.length > 0) {
    const all = values.map(({ key }) => place.origins.get(`${setting}.${key}`) ?? key).join(', ');
    return refused(phrase('configuration.givenTwice', { all }));
  }
  if (!(first.value instanceof Secret) && (typeof first.value !== 'string' || first.value === '')) {
    return refused(phrase('configuration.emptyText'));
  }
  const absolute =
    first.key === file ? fileNamed(String(first.value), place.origins.has(path), place) : undefined;
  const read =
    first.value instanceof Secret
      ? form(first.value.reveal())
      : absolute === undefined
        ? fromVariable(first.value, place, form)
        : readSecretFile(absolute, first.value, form);
  if (!read.ok) {
    return { ...refused(read.problem), ...(absolute === undefined ? {} : { file: absolute }) };
  }
  table[own] = read.secret;
  return { problems: [], ...(absolute === undefined ? {} : { file: absolute }) };
}

/** How to name a secret's file in the configuration. */
export function fileExample(name: string): string {
  return `${name}_file = "/run/secrets/${name.replace(/_secret$/, '').replaceAll('_', '-')}"`;
}

function fromVariable(name: string, { env }: ReferencePlace, form: SecretForm): SecretFile {
  // What does not look like a variable's name may be the secret itself, which must not be quoted.
  if (!/^[A-Z_][A-Z0-9_]{0,127}$/.test(name)) {
    return refusedSecret(phrase('configuration.notVariable'));
  }
  const value = nonEmpty(env[name]);
  const read = value === undefined ? refusedSecret(phrase('configuration.variableNotSet')) : form(value);
  return read.ok
    ? read
    : refusedSecret(phrase('configuration.namesVariable', { name, problem: read.problem }));
}

function fileNamed(name: string, fromEnvironment: boolean, place: ReferencePlace): string {
  if (name.startsWith('~/')) {
    return join(homeOf(place.env), name.slice(2));
  }
  return isAbsolute(name) ? name : resolve(fromEnvironment ? place.workingFolder : place.fileFolder, name);
}
