import type { Parsed } from '../contracts/inputs/input-problems';
import { problemLines } from '../contracts/inputs/problem-lines';
import { parseInventoryInput, type InventoryInput } from '../contracts/inputs/preparation-input';
import { phrase } from '../presentation/words/words';
import type { CommandContext } from './command-context';
import { CommandError } from './command-error';
import { flagsOf } from './inventory/direct-request';
import { readJson } from './read-json';

/** The flags that describe a source. */
export interface SourceFlags {
  readonly bucket?: string | undefined;
  readonly prefix?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
}

/** The flags of `npx prep start` that describe what to prepare. */
export interface InputFlags extends SourceFlags {
  readonly to?: string | undefined;
  readonly toRegion?: string | undefined;
  readonly user?: string | undefined;
  /** `use` or `create`. */
  readonly sourceKey?: string | undefined;
  readonly recipient?: readonly string[] | undefined;
  readonly requestedBy?: string | undefined;
}

/**
 * The input of a preparation: from the file (or standard input, for `-`), overridden by options.
 *
 * @throws CommandError if the file cannot be read or is not JSON
 */
export async function buildInput(
  file: string | undefined,
  flags: InputFlags,
  readStdin: CommandContext['readStdin'],
): Promise<unknown> {
  const base: unknown = file === undefined ? {} : await readJson(file, readStdin);
  if (!isObject(base)) {
    return base;
  }
  const overlays: Record<string, Record<string, unknown>> = {
    source: { ...sourceOf(flags), ...given({ accessKey: flags.sourceKey }) },
    destination: given({ bucket: flags.to, region: flags.toRegion }),
    ramUser: given({ name: flags.user }),
    credentials: given({ recipients: flags.recipient }),
  };
  const input: Record<string, unknown> = { ...base, ...given({ requestedBy: flags.requestedBy }) };
  for (const [section, overlay] of Object.entries(overlays)) {
    const below = input[section];
    if (Object.keys(overlay).length > 0 && (below === undefined || isObject(below))) {
      input[section] = { ...below, ...overlay };
    }
  }
  return input;
}

/** The field of an input that each option sets. */
export type OptionFields = Readonly<Record<string, string>>;

/** The fields of a preparation, or of another input about a source, that options set. */
export const INPUT_OPTIONS: OptionFields = {
  bucket: 'source.bucket',
  prefix: 'source.prefix',
  endpoint: 'source.endpoint',
  region: 'source.region',
  profile: 'source.profile',
  sourceKey: 'source.accessKey',
  to: 'destination.bucket',
  toRegion: 'destination.region',
  user: 'ramUser.name',
  recipient: 'credentials.recipients',
  requestedBy: 'requestedBy',
};

/** A checked input whose problems name the option that was given, if one set the field. */
export function namingOptions<T>(
  parsed: Parsed<T>,
  options: object,
  fields: OptionFields = INPUT_OPTIONS,
): Parsed<T> {
  if (parsed.ok) {
    return parsed;
  }
  const set = Object.entries(fields).filter(([name]) => Object.hasOwn(options, name));
  const problems = parsed.problems.map((one) => {
    const found = set.find(([, field]) => one.path === field || one.path.startsWith(`${field}.`));
    if (found === undefined) {
      return one;
    }
    const [name, field] = found;
    const value = (options as Readonly<Record<string, unknown>>)[name];
    // Of several values it is the path that says which.
    const path = Array.isArray(value) && value.length > 1 && one.path !== field ? one.path : '';
    return { ...one, path, variable: flagsOf([name]) };
  });
  return { ok: false, problems };
}

/** The `source` that flags describe. */
function sourceOf({ bucket, prefix, endpoint, region, profile }: SourceFlags): Record<string, unknown> {
  return given({ bucket, prefix, endpoint, region, profile });
}

/**
 * The valid value of a checked input.
 *
 * @throws CommandError `InvalidInput` with every problem
 */
export function validInput<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) {
    throw new CommandError(
      'InvalidInput',
      phrase('command.invalidInput', { lines: problemLines(parsed.problems) }),
    );
  }
  return parsed.value;
}

/** The fields that are given at all. */
export function given(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The input of `inventoryBucket` that flags say.
 *
 * @param options those that were given; the bucket may have been named as an argument
 * @throws CommandError `InvalidInput` with every problem
 */
export function inventoryInputOf(flags: SourceFlags, options: object): InventoryInput {
  return validInput(namingOptions(parseInventoryInput({ source: sourceOf(flags) }), options));
}
