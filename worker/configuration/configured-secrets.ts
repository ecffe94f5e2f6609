import type { InputProblem } from '../../contracts/input-problems';
import type { Secret } from '../../contracts/secret';
import { takeSecret, type ReferencePlace } from './secret-reference';

/** The secrets of a configuration. */
export interface ConfiguredSecrets {
  /** By the setting that stands for the secret, for example `alibaba.access_key_secret`. */
  readonly bySetting: ReadonlyMap<string, Secret>;
  readonly files: readonly string[];
  readonly problems: readonly InputProblem[];
}

/** Takes every secret out of the content. */
export function takeSecrets(content: Record<string, unknown>, place: ReferencePlace): ConfiguredSecrets {
  const bySetting = new Map<string, Secret>();
  const files = new Set<string>();
  const problems: InputProblem[] = [];
  for (const { table, setting, name, required } of secretSettings(content)) {
    const taken = takeSecret(table, setting, name, place);
    problems.push(...taken.problems);
    if (taken.file !== undefined) {
      files.add(taken.file);
    }
    if (taken.secret !== undefined) {
      bySetting.set(`${setting}.${name}`, taken.secret);
    } else if (required && taken.problems.length === 0) {
      const example = `${name}_file = "/run/secrets/access-key"`;
      problems.push({ path: `${setting}.${name}`, problem: 'is missing', example });
    }
  }
  return { bySetting, files: [...files], problems };
}

/** Names of the source profiles, whatever is in them. */
export function sourceNames(content: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(tableAt(content, 'source') ?? {});
}

/** Every place of the content where a secret may be. */
function secretSettings(content: Record<string, unknown>) {
  const profiles = sourceNames(content).map((name) => ['source', name]);
  return [...profiles, ['alibaba'], ['delivery', 'vault']].flatMap((steps) => {
    const setting = steps.join('.');
    const table = steps.reduce<Record<string, unknown> | undefined>(
      (at, step) => at && tableAt(at, step),
      content,
    );
    return table === undefined
      ? []
      : secretNames(setting).map((name) => ({
          table,
          setting,
          name,
          required: name === 'access_key_secret',
        }));
  });
}

function secretNames(setting: string): string[] {
  switch (setting) {
    case 'alibaba':
      return ['access_key_secret', 'security_token'];
    case 'delivery.vault':
      return ['token', 'secret_id'];
    default:
      return ['access_key_secret', 'session_token'];
  }
}

function tableAt(
  content: Readonly<Record<string, unknown>>,
  name: string,
): Record<string, unknown> | undefined {
  const value = content[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
