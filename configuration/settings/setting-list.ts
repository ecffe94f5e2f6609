import { z } from 'zod';
import { fieldsOf, type Field } from '../../contracts/inputs/schema-fields';
import { Secret } from '../../contracts/credentials/secret';
import { nonEmpty } from './non-empty';
import { settingsSchema } from './settings-schema';

/** How the text of an environment variable becomes a setting. */
type VariableKind = 'text' | 'boolean' | 'number' | 'list' | 'secret';

/** An environment variable that takes precedence over a setting of the file. */
interface EnvironmentVariable {
  readonly name: string;
  /** The setting, as in the file: `source.default.endpoint`. */
  readonly setting: string;
  readonly kind: VariableKind;
}

/** A way to write a setting down; a secret has two. */
interface Setting {
  /** As in the file: `source.*.endpoint`. */
  readonly path: string;
  /** The path of the secret that it refers to. */
  readonly secret?: string;
  readonly variable: string | undefined;
  readonly required: boolean;
  readonly fallback: unknown;
  readonly example: unknown;
}

/** Not those of an account's own approval: they are the general ones, and no variable sets them. */
const FIELDS = fieldsOf(settingsSchema).filter(
  ({ path }) => path !== '' && !path.startsWith('approval.account.'),
);

const isSecret = ({ form }: Field) => form instanceof z.ZodCustom;

/** The paths of all secrets, and whether each is required. */
export const SECRETS = FIELDS.filter(isSecret).map(({ path, required }) => ({ path, required }));

/** Every setting as the file has it. */
export const SETTINGS: readonly Setting[] = FIELDS.flatMap((field): Setting[] => {
  const { path, env, required, fallback, example } = field;
  if (!isSecret(field)) {
    return [{ path, variable: env, required, fallback, example }];
  }
  const { file, env: name } = example as { file: string; env: string };
  const both = { secret: path, fallback, required };
  return [
    { ...both, path: `${path}_file`, variable: env && `${env}_FILE`, example: file },
    { ...both, path: `${path}_env`, variable: env, example: name },
  ];
});

/** Every environment variable of the configuration. They take precedence over the file. */
export const ENVIRONMENT_VARIABLES: readonly EnvironmentVariable[] = FIELDS.flatMap((field) => {
  const { path, env } = field;
  const setting = path.replace('*', 'default');
  if (env === undefined) {
    return [];
  }
  return isSecret(field)
    ? [
        { name: env, setting, kind: 'secret' as const },
        { name: `${env}_FILE`, setting: `${setting}_file`, kind: 'text' as const },
      ]
    : [{ name: env, setting, kind: kindOf(field) }];
});

function kindOf({ form }: Field): VariableKind {
  if (form instanceof z.ZodArray) {
    return 'list';
  }
  return form instanceof z.ZodBoolean ? 'boolean' : form instanceof z.ZodNumber ? 'number' : 'text';
}

/**
 * A valid value for every setting, with the given source profiles; shown with problems, and used for the known names.
 *
 * @param channels how many `[[notify]]` tables there are
 */
export function settingExamples(
  profiles: readonly string[],
  channels = 1,
): Readonly<Record<string, unknown>> {
  const names: Readonly<Record<string, readonly string[]>> = {
    source: ['default', ...profiles],
    notify: Array.from({ length: channels }, (_, at) => String(at)),
  };
  return Object.fromEntries(
    SETTINGS.flatMap(({ path, example }) => {
      const [table = ''] = path.split('.');
      const places = path.includes('*') ? (names[table] ?? []) : [''];
      return places.map((place) => [path.replace('*', place), example] as const);
    }),
  );
}

/** The file's content with the environment over it. */
interface OverlaidContent {
  readonly content: Record<string, unknown>;
  /** The variable that each setting came from, if it came from one. */
  readonly origins: ReadonlyMap<string, string>;
}

/**
 * Puts the environment over the file's content. Secrets among the variables become `Secret`s at once; a text that
 * is no number or boolean stays as it is, for the schema to refuse.
 */
export function overlayEnvironment(
  fileContent: Readonly<Record<string, unknown>>,
  env: NodeJS.ProcessEnv,
): OverlaidContent {
  const content = structuredClone(fileContent) as Record<string, unknown>;
  const origins = new Map<string, string>();
  const given = ENVIRONMENT_VARIABLES.flatMap((variable) => {
    const text = nonEmpty(env[variable.name]);
    return text === undefined ? [] : [{ ...variable, text }];
  });
  // A secret of the environment replaces that of the file, whichever way the file gives it.
  for (const { setting } of given) {
    const secret = setting.replace(/_file$/, '');
    if (ENVIRONMENT_VARIABLES.some((one) => one.setting === secret && one.kind === 'secret')) {
      for (const rival of [secret, `${secret}_file`, `${secret}_env`]) {
        setAt(content, rival, undefined);
      }
    }
  }
  for (const { name, setting, kind, text } of given) {
    setAt(content, setting, valueOf(kind, text));
    origins.set(setting, name);
  }
  return { content, origins };
}

function valueOf(kind: VariableKind, text: string): unknown {
  switch (kind) {
    case 'text':
      return text;
    case 'secret':
      return new Secret(text);
    case 'boolean':
      return { true: true, '1': true, false: false, '0': false }[text.trim().toLowerCase()] ?? text;
    case 'number':
      return /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : text;
    case 'list':
      return text
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '');
  }
}

/** Sets a setting; removes it if the value is undefined. */
function setAt(content: Record<string, unknown>, setting: string, value: unknown): void {
  const steps = setting.split('.');
  const last = steps.pop() ?? '';
  let at = content;
  for (const step of steps) {
    if (value !== undefined) {
      at[step] ??= {};
    }
    const next = at[step];
    if (typeof next !== 'object' || next === null || Array.isArray(next)) {
      // Not a table in the file: the schema says so.
      return;
    }
    at = next as Record<string, unknown>;
  }
  if (value === undefined) {
    Reflect.deleteProperty(at, last);
  } else {
    at[last] = value;
  }
}
