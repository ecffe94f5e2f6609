import type { InputProblem } from '../../contracts/problem-lines';
import { readCaFile } from './ca-file';
import { sourceNames } from './configured-secrets';

/** The certificates of all `ca_file` settings. */
export interface CaCertificates {
  /** PEM by setting: `source.default.ca_file`. */
  readonly bySetting: ReadonlyMap<string, string>;
  readonly problems: readonly InputProblem[];
}

/**
 * Reads the files of every `ca_file`. A setting that is not a text is left to the schema.
 *
 * @param folderOf where a relative path of a setting starts
 */
export function readCaFiles(
  content: Readonly<Record<string, unknown>>,
  folderOf: (setting: string) => string,
): CaCertificates {
  const bySetting = new Map<string, string>();
  const problems: InputProblem[] = [];
  const tables = [...sourceNames(content).map((name) => ['source', name] as const), ['delivery', 'vault']];
  for (const [group = '', name = ''] of tables) {
    const setting = `${group}.${name}.ca_file`;
    const written = member(member(member(content, group), name), 'ca_file');
    if (typeof written !== 'string') {
      continue;
    }
    const read = readCaFile(written, folderOf(setting));
    if (read.ok) {
      bySetting.set(setting, read.pem);
    } else {
      problems.push({ path: setting, problem: read.problem, example: undefined });
    }
  }
  return { bySetting, problems };
}

function member(table: unknown, name: string): unknown {
  return Object.hasOwn(Object(table) as object, name) ? (table as Record<string, unknown>)[name] : undefined;
}
