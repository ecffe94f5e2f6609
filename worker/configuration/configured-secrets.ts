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
  for (const { table, setting, name, required, example } of secretSettings(content)) {
    const taken = takeSecret(table, setting, name, place);
    problems.push(...taken.problems);
    if (taken.file !== undefined) {
      files.add(taken.file);
    }
    if (taken.secret !== undefined) {
      bySetting.set(`${setting}.${name}`, taken.secret);
    } else if (required && taken.problems.length === 0) {
      problems.push({
        path: `${setting}.${name}`,
        problem: 'is missing',
        example: `${name}_file = "${example}"`,
      });
    }
  }
  return { bySetting, files: [...files], problems };
}

/** Names of the source profiles, whatever is in them. */
export function sourceNames(content: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(tableAt(content, 'source') ?? {});
}

/** A place of the content where a secret may be. */
interface SecretSetting {
  readonly table: Record<string, unknown>;
  readonly setting: string;
  readonly name: string;
  readonly required: boolean;
  /** A file that it may be in. */
  readonly example: string;
}

function secretSettings(content: Record<string, unknown>): SecretSetting[] {
  return [...cloudSecrets(content), ...notifySecrets(content)];
}

/** Of a channel, the whole URL is a secret: it holds a token. */
function notifySecrets({ notify }: Record<string, unknown>): SecretSetting[] {
  const tables: unknown[] = Array.isArray(notify) ? notify : [];
  return tables.flatMap((table, at) =>
    isTable(table)
      ? [
          { table, setting: `notify.${at}`, name: 'url', required: true, example: '/run/secrets/notify-url' },
          { table, setting: `notify.${at}`, name: 'secret', required: false, example: '' },
        ]
      : [],
  );
}

function cloudSecrets(content: Record<string, unknown>): SecretSetting[] {
  const profiles = sourceNames(content).map((name) => ['source', name]);
  return [...profiles, ['alibaba']].flatMap((steps) => {
    const setting = steps.join('.');
    const table = steps.reduce<Record<string, unknown> | undefined>(
      (at, step) => at && tableAt(at, step),
      content,
    );
    const token = setting === 'alibaba' ? 'security_token' : 'session_token';
    return table === undefined
      ? []
      : [
          { table, setting, name: 'access_key_secret', required: true, example: '/run/secrets/access-key' },
          { table, setting, name: token, required: false, example: '' },
        ];
  });
}

function tableAt(
  content: Readonly<Record<string, unknown>>,
  name: string,
): Record<string, unknown> | undefined {
  const value = content[name];
  return isTable(value) ? value : undefined;
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
