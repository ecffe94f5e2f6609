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
      problems.push(...withoutItsId(table, setting, name));
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
  return [...profiles, ['alibaba']].flatMap((steps) => {
    const setting = steps.join('.');
    const table = steps.reduce<Record<string, unknown> | undefined>(
      (at, step) => at && tableAt(at, step),
      content,
    );
    if (table === undefined) {
      return [];
    }
    const secret = (name: string, required: boolean) => ({ table, setting, name, required });
    const own = secret('access_key_secret', true);
    return setting === 'alibaba'
      ? [own, secret('security_token', false)]
      : [
          own,
          secret('session_token', false),
          secret('iam_access_key_secret', table['iam_access_key_id'] !== undefined),
        ];
  });
}

/** A secret for IAM without the AccessKey that it is the secret of. */
function withoutItsId(
  table: Readonly<Record<string, unknown>>,
  setting: string,
  name: string,
): InputProblem[] {
  return name === 'iam_access_key_secret' && table['iam_access_key_id'] === undefined
    ? [
        {
          path: `${setting}.iam_access_key_id`,
          problem: 'is missing, but its secret is given',
          example: '"AKLT…"',
        },
      ]
    : [];
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
