import type { Secret } from '../../contracts/secret';

/** Shorter texts would redact ordinary words. */
const SHORTEST = 8;

/**
 * A filter for log lines that replaces the given secrets, plain or as JSON writes them. Nothing should ever log one;
 * this is the net below.
 */
export function redactor(secrets: readonly Secret[]): (line: string) => string {
  const values = secrets
    .map((secret) => secret.reveal())
    .filter((value) => value.length >= SHORTEST)
    .flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]);
  const different = [...new Set(values)];
  return (line) => different.reduce((text, value) => text.replaceAll(value, '[secret]'), line);
}
