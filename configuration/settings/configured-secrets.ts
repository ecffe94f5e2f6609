import type { InputProblem } from '../../contracts/problem-lines';
import type { Secret } from '../../contracts/secret';
import { codecTokensForm, payloadKeysForm, workerKeysForm } from './listed-secrets';
import type { SecretForm } from './secret-file';
import { fileExample, takeSecret, type ReferencePlace } from './secret-reference';

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
  for (const { table, setting, name, required, form } of secretSettings(content)) {
    const taken = takeSecret(table, setting, name, place, form);
    problems.push(...taken.problems);
    if (taken.file !== undefined) {
      files.add(taken.file);
    }
    if (taken.secret !== undefined) {
      bySetting.set(`${setting}.${name}`, taken.secret);
      problems.push(...withoutItsId(table, setting, name));
    } else if (required && taken.problems.length === 0) {
      problems.push({ path: `${setting}.${name}`, problem: 'is missing', example: fileExample(name) });
    }
  }
  return { bySetting, files: [...files], problems };
}

/** Names of the source profiles, whatever is in them. */
export function sourceNames(content: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(tableAt(content, 'source') ?? {});
}

/** The `[[notify]]` tables, whatever is in them. */
export function channelTables({ notify }: Readonly<Record<string, unknown>>): readonly unknown[] {
  return Array.isArray(notify) ? notify : [];
}

interface SecretSetting {
  readonly name: string;
  readonly required: boolean;
  /** The setting that this one is needed beside. */
  readonly requiredWith?: string;
  /** By default one line. */
  readonly form?: SecretForm;
}

const SOURCE_SECRETS: readonly SecretSetting[] = [
  { name: 'access_key_secret', required: true },
  { name: 'session_token', required: false },
  { name: 'iam_access_key_secret', required: false, requiredWith: 'iam_access_key_id' },
];

/** Of a channel, the whole URL is a secret: it holds a token. */
const CHANNEL_SECRETS: readonly SecretSetting[] = [
  { name: 'url', required: true },
  { name: 'secret', required: false },
];

const SECRETS_OF_TABLES: Readonly<Record<string, readonly SecretSetting[]>> = {
  alibaba: [
    { name: 'access_key_secret', required: true },
    { name: 'security_token', required: false },
  ],
  'delivery.vault': [
    { name: 'token', required: false },
    { name: 'secret_id', required: false },
  ],
  payload_encryption: [{ name: 'keys', required: true, form: payloadKeysForm }],
  // Not required here: who only verifies results has no secret. A worker's configuration is checked for one.
  trust: [{ name: 'keys', required: false, form: workerKeysForm }],
  codec_endpoint: [{ name: 'tokens', required: false, form: codecTokensForm }],
};

/** Every place of the content where a secret may be. */
function secretSettings(content: Record<string, unknown>) {
  const sources = tableAt(content, 'source') ?? {};
  const places = [
    ...Object.keys(sources).map((name) => ({
      table: tableAt(sources, name),
      setting: `source.${name}`,
      secrets: SOURCE_SECRETS,
    })),
    ...channelTables(content).map((table, at) => ({
      table: isTable(table) ? table : undefined,
      setting: `notify.${at}`,
      secrets: CHANNEL_SECRETS,
    })),
    ...Object.entries(SECRETS_OF_TABLES).map(([setting, secrets]) => ({
      table: tableUnder(content, setting.split('.')),
      setting,
      secrets,
    })),
  ];
  return places.flatMap(({ table, setting, secrets }) =>
    table === undefined
      ? []
      : secrets.map(({ required, requiredWith, ...secret }) => ({
          table,
          setting,
          ...secret,
          required: required || (requiredWith !== undefined && table[requiredWith] !== undefined),
        })),
  );
}

function tableUnder(
  content: Record<string, unknown>,
  steps: readonly string[],
): Record<string, unknown> | undefined {
  return steps.reduce<Record<string, unknown> | undefined>((at, step) => at && tableAt(at, step), content);
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
  return isTable(value) ? value : undefined;
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
