import { Secret } from '../../contracts/secret';
import { ENVIRONMENT_VARIABLES, nonEmpty, type EnvironmentVariable } from './environment-variables';

/** The file's content with what the environment says put over it. */
export interface OverlaidContent {
  readonly content: Record<string, unknown>;
  /** The variable that each setting came from, where it was one. */
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
  // Where a secret stands: what the environment says takes the place of whichever way the file says it.
  for (const { setting } of given) {
    for (const rival of secretRivals(setting)) {
      removeAt(content, rival);
    }
  }
  for (const { name, setting, kind, text } of given) {
    setAt(content, setting, valueOf(kind, text));
    origins.set(setting, name);
  }
  return { content, origins };
}

function valueOf(kind: EnvironmentVariable['kind'], text: string): unknown {
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

/** The other ways to give the same secret. */
function secretRivals(setting: string): string[] {
  const base =
    /^(.*\.(?:(?:iam_)?access_key_secret|session_token|security_token|keys|tokens|token|secret_id))(?:_file|_env)?$/.exec(
      setting,
    )?.[1];
  return base === undefined ? [] : [base, `${base}_file`, `${base}_env`];
}

function setAt(content: Record<string, unknown>, setting: string, value: unknown): void {
  const steps = setting.split('.');
  const last = steps.pop() ?? '';
  let at = content;
  for (const step of steps) {
    at[step] ??= {};
    const next = at[step];
    if (typeof next !== 'object' || next === null || Array.isArray(next)) {
      // Not a table in the file: the schema says so.
      return;
    }
    at = next as Record<string, unknown>;
  }
  at[last] = value;
}

function removeAt(content: Record<string, unknown>, setting: string): void {
  const steps = setting.split('.');
  const last = steps.pop() ?? '';
  const table = steps.reduce<unknown>((at, step) => (Object(at) as Record<string, unknown>)[step], content);
  if (typeof table === 'object' && table !== null) {
    Reflect.deleteProperty(table, last);
  }
}
