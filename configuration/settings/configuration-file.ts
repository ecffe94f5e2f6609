import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type * as SmolToml from 'smol-toml';
import type { Phrase } from '../../presentation/words/phrase';
import { phrase } from '../../presentation/words/words';
import { ConfigurationError } from './configuration-error';
import { nonEmpty } from './non-empty';
import { ACCESS, readGuardedFile } from './guarded-file';

/** What a `prep.toml` says, before it is checked. */
export interface ConfigurationFile {
  /** Absolute; null without a file. */
  readonly path: string | null;
  /** Folder that relative paths in it start from. */
  readonly folder: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** Far more than a configuration with hundreds of approvers has. */
export const MAX_CONFIGURATION_BYTES = 1024 * 1024;

/** Where to look for a `prep.toml`. */
export interface ConfigurationPlace {
  /** The file that a command-line option names. */
  readonly file?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly workingFolder: string;
}

/**
 * Reads the file that `file` or $PREP_CONFIG names; else ./prep.toml; else ~/.config/ks3-oss-prep/prep.toml. It may
 * be missing unless one was named, because the environment may be sufficient.
 *
 * It may name approvers and recipients, so it must belong to this user or to root, and nobody else may change it.
 *
 * @throws ConfigurationError if the file cannot be read, may have been written by others, or is not TOML
 */
export function readConfigurationFile(place: ConfigurationPlace): ConfigurationFile {
  const named = place.file ?? nonEmpty(place.env['PREP_CONFIG']);
  const candidates = named === undefined ? usualPlaces(place) : [resolve(place.workingFolder, named)];
  for (const path of candidates) {
    const text = textOf(path, named !== undefined);
    if (text !== null) {
      return { path, folder: dirname(path), content: parsed(path, text) };
    }
  }
  return { path: null, folder: place.workingFolder, content: {} };
}

/** The user's home folder according to the environment; `/`, as in containers, for a user that the system does not know. */
export function homeOf(env: NodeJS.ProcessEnv): string {
  try {
    return nonEmpty(env['HOME']) ?? homedir();
  } catch {
    return '/';
  }
}

function usualPlaces({ env, workingFolder }: ConfigurationPlace): string[] {
  const base = nonEmpty(env['XDG_CONFIG_HOME']) ?? join(homeOf(env), '.config');
  return [join(workingFolder, 'prep.toml'), join(base, 'ks3-oss-prep', 'prep.toml')];
}

/** Null if there is no such file and none was named. */
function textOf(path: string, asked: boolean): string | null {
  const file = readGuardedFile(path, ACCESS.ownerWrites, MAX_CONFIGURATION_BYTES);
  if (file.ok) {
    if (!file.isUtf8) {
      throw fileError(path, phrase('configuration.theFile', { problem: phrase('configuration.notUtf8') }));
    }
    return file.text;
  }
  if (file.code === 'ENOENT' && !asked) {
    return null;
  }
  const { problem } = file;
  throw fileError(
    path,
    file.code === undefined
      ? phrase('configuration.theFile', { problem })
      : phrase('configuration.theFileElse', { problem, named: asked }),
  );
}

function parsed(path: string, text: string): Record<string, unknown> {
  // Loaded only where there is a file.
  const { parse } = require('smol-toml') as typeof SmolToml;
  try {
    return parse(text);
  } catch (error) {
    const problem = tomlProblem(error) ?? phrase('configuration.notTomlAtAll');
    throw fileError(path, phrase('configuration.theFile', { problem }));
  }
}

function fileError(path: string, problem: Phrase): ConfigurationError {
  return new ConfigurationError(phrase('configuration.whole', { path }), [{ path: '', problem }]);
}

/**
 * Says where a text is not TOML; null for any other error. The parser's own message quotes the surrounding lines,
 * which may contain a secret; this one does not.
 */
export function tomlProblem(error: unknown): Phrase | null {
  const { line, column, message } = Object(error) as { line?: unknown; column?: unknown; message?: string };
  if (typeof line !== 'number' || typeof column !== 'number') {
    return null;
  }
  const reason = /^Invalid TOML document: ([a-z' -]{1,100})/i.exec(message ?? '')?.[1] ?? '';
  return phrase('configuration.notToml', { line, column, reason: reason.trim() });
}
