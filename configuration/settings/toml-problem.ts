/**
 * Says where a text is not TOML; null for any other error. The parser's own message quotes the lines around, which may
 * hold a secret that somebody wrote there; this one does not.
 */
export function tomlProblem(error: unknown): string | null {
  const { line, column, message } = Object(error) as { line?: unknown; column?: unknown; message?: string };
  if (typeof line !== 'number' || typeof column !== 'number') {
    return null;
  }
  const reason = /^Invalid TOML document: ([a-z' -]{1,100})/i.exec(message ?? '')?.[1] ?? 'not understood';
  return `is not TOML: line ${line}, column ${column}: ${reason.trim()}`;
}
