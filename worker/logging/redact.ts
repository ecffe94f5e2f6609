import { Secret } from '../../contracts/credentials/secret';
import type { NotifyChannel } from '../../contracts/settings';

/** Shorter texts would redact ordinary words. */
const MIN_SECRET = 8;
/**
 * Shorter parts of an address are words, such as `services` or `send`. Tokens of robots and hooks have at least 24
 * characters.
 */
const MIN_TOKEN = 16;

/**
 * A filter for log lines that replaces the given secrets, plain or as JSON writes them. Nothing should ever log one;
 * this is the net below.
 */
export function redactor(secrets: readonly Secret[]): (line: string) => string {
  const values = secrets
    .map((secret) => secret.reveal())
    .filter((value) => value.length >= MIN_SECRET)
    .flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]);
  const different = [...new Set(values)];
  return (line) => different.reduce((text, value) => text.replaceAll(value, '[secret]'), line);
}

/** Everything of a channel that no log may show: its URL, the tokens in it, and what it signs with. */
export function secretsOfChannel({ url, secret }: NotifyChannel): Secret[] {
  const { pathname, searchParams } = new URL(url.reveal());
  const tokens = [...pathname.split('/'), ...searchParams.values()].filter(
    (part) => part.length >= MIN_TOKEN,
  );
  return [url, ...tokens.map((token) => new Secret(token)), ...(secret === undefined ? [] : [secret])];
}
