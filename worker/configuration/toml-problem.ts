import { TomlError } from 'smol-toml';

/**
 * Says where a text is not TOML. The parser's own message quotes the lines around, which may hold a secret that
 * somebody wrote there; this one does not.
 */
export function tomlProblem(error: unknown): string {
  if (!(error instanceof TomlError)) {
    return 'is not TOML';
  }
  const reason = /^Invalid TOML document: ([a-z' -]{1,100})/i.exec(error.message)?.[1] ?? 'not understood';
  return `is not TOML: line ${error.line}, column ${error.column}: ${reason.trim()}`;
}
