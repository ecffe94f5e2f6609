import { isAbsolute, join, resolve } from 'node:path';
import { Secret } from '../../contracts/secret';
import type { InputProblem } from '../../contracts/problem-lines';
import { homeOf } from './configuration-file';
import { nonEmpty } from './environment-variables';
import { readSecretFile, secretIn, type SecretFile, type SecretForm } from './secret-file';

/** Where references are resolved. */
export interface ReferencePlace {
  readonly env: NodeJS.ProcessEnv;
  /** Folder that a relative path written in the file starts from. */
  readonly fileFolder: string;
  /** Folder that a relative path in the environment starts from. */
  readonly workingFolder: string;
  /** The variable that each setting came from, where it was one. */
  readonly origins: ReadonlyMap<string, string>;
}

/** What became of one secret of the configuration. */
export interface TakenSecret {
  readonly secret: Secret | undefined;
  /** The file it came from. */
  readonly file: string | undefined;
  readonly problems: readonly InputProblem[];
}

/**
 * Takes one secret out of a table of the configuration: `<name>_file`, `<name>_env`, or the variable's own value that
 * the environment put there. All of them are removed from the table, so that nothing after this sees them.
 *
 * @param setting the table's path, for example `source.default`
 * @param form what the secret has to look like
 */
export function takeSecret(
  table: Record<string, unknown>,
  setting: string,
  name: string,
  place: ReferencePlace,
  form: SecretForm = secretIn,
): TakenSecret {
  const [own, file, variable] = [name, `${name}_file`, `${name}_env`] as const;
  const given = [own, file, variable].filter((key) => table[key] !== undefined);
  const values = given.map((key) => ({ key, value: table[key] }));
  for (const key of given) {
    Reflect.deleteProperty(table, key);
  }
  const [first, ...others] = values;
  if (first === undefined) {
    return { secret: undefined, file: undefined, problems: [] };
  }
  const path = (key: string) => `${setting}.${key}`;
  if (first.key === own && !(first.value instanceof Secret)) {
    const problem = `must not stand in the file; put it into a file of its own (${file}) or an environment variable (${variable})`;
    return refused(path(own), problem, fileExample(name));
  }
  if (others.length > 0) {
    const all = values.map(({ key }) => place.origins.get(path(key)) ?? key);
    return refused(path(first.key), `is given more than once (${all.join(', ')}); keep one of them`);
  }
  if (first.value instanceof Secret) {
    return taken(path(own), undefined, form(first.value.reveal()));
  }
  if (typeof first.value !== 'string' || first.value === '') {
    return refused(path(first.key), 'must be a text that is not empty');
  }
  if (first.key === variable) {
    return fromVariable(path(variable), first.value, place, form);
  }
  const absolute = fileNamed(first.value, place.origins.has(path(file)), place);
  return taken(path(file), absolute, readSecretFile(absolute, first.value, form));
}

/** How to name a secret's file in the configuration. */
export function fileExample(name: string): string {
  return `${name}_file = "/run/secrets/${name.replace(/_secret$/, '').replaceAll('_', '-')}"`;
}

function fromVariable(path: string, name: string, { env }: ReferencePlace, form: SecretForm): TakenSecret {
  // What does not look like a variable's name may be the secret itself, which must not be quoted.
  if (!/^[A-Z_][A-Z0-9_]{0,127}$/.test(name)) {
    return refused(
      path,
      'is not the name of an environment variable (capital letters, digits and underscores)',
    );
  }
  const value = nonEmpty(env[name]);
  return value === undefined
    ? refused(path, `names the environment variable ${name}, which is not set`)
    : taken(path, undefined, form(value, `names the environment variable ${name}, which`));
}

function fileNamed(name: string, fromEnvironment: boolean, place: ReferencePlace): string {
  if (name.startsWith('~/')) {
    return join(homeOf(place.env), name.slice(2));
  }
  return isAbsolute(name) ? name : resolve(fromEnvironment ? place.workingFolder : place.fileFolder, name);
}

function taken(path: string, file: string | undefined, read: SecretFile): TakenSecret {
  return read.ok
    ? { secret: read.secret, file, problems: [] }
    : { secret: undefined, file, problems: [{ path, problem: read.problem, example: undefined }] };
}

function refused(path: string, problem: string, example?: string): TakenSecret {
  return { secret: undefined, file: undefined, problems: [{ path, problem, example }] };
}
