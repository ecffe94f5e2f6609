import { Secret } from '../../contracts/secret';
import type { NotifyChannel } from '../../contracts/settings';

/**
 * Shorter parts of an address are words, such as `services` or `send`. Tokens of robots and hooks have at least 24
 * characters.
 */
const MIN_TOKEN = 16;

/** Everything of a channel that no log may show: its URL, the tokens in it, and what it signs with. */
export function secretsOfChannel({ url, secret }: NotifyChannel): Secret[] {
  const { pathname, searchParams } = new URL(url.reveal());
  const tokens = [...pathname.split('/'), ...searchParams.values()].filter(
    (part) => part.length >= MIN_TOKEN,
  );
  return [url, ...tokens.map((token) => new Secret(token)), ...(secret === undefined ? [] : [secret])];
}
