import { createHash, randomBytes } from 'node:crypto';
import type { AskTemporal } from './callers';
import { RateLimit } from './rate-limit';
import { Refusal } from '../http/refusal';
import { phrase } from '../../presentation/words/words';

/** Reads something of the namespace with a token. Rejects with the server's gRPC status if it refuses. */
export type ReadWithToken = (token: string) => Promise<unknown>;

const PERMISSION_DENIED = 7;
const UNAUTHENTICATED = 16;

/** How long the server's answer holds, in milliseconds: a page of the Web UI decodes many times. */
const HOLDS_MS = 60_000;
const MAX_REMEMBERED = 1000;
/** Unknown tokens must not cause load on the server. */
const QUESTIONS = { burst: 100, perSecond: 20 };

/**
 * Admits everybody whom the Temporal server lets read the namespace. The server checks the access token that the Web
 * UI passes, as it does when the Web UI reads the history itself.
 *
 * A server that checks no tokens lets anybody read. A random token detects that, and then nobody is admitted this
 * way.
 */
export function temporalAccess(
  read: ReadWithToken,
  now: () => number = () => performance.now(),
): AskTemporal {
  const remembered = new Map<string, { readonly name: string; readonly until: number }>();
  const questions = new RateLimit(QUESTIONS, now);
  let serverChecksUntil = 0;

  async function accepts(token: string): Promise<boolean> {
    try {
      await read(token);
      return true;
    } catch (error) {
      const { code } = Object(error) as { code?: unknown };
      if (code === PERMISSION_DENIED || code === UNAUTHENTICATED) {
        return false;
      }
      throw new Refusal(503, phrase('http.temporalSilent'), {
        'Retry-After': '5',
      });
    }
  }

  return async (token) => {
    const key = createHash('sha256').update(token).digest('hex');
    const known = remembered.get(key);
    if (known !== undefined && known.until > now()) {
      return known.name;
    }
    // A flood of unknown tokens shuts out nobody who was let in before.
    if (known === undefined && !questions.allows('')) {
      throw new Refusal(429, phrase('http.tooManyTokens'), { 'Retry-After': '60' });
    }
    if (!(await accepts(token))) {
      remembered.delete(key);
      return null;
    }
    if (serverChecksUntil <= now()) {
      if (await accepts(randomBytes(32).toString('base64url'))) {
        throw new Refusal(403, phrase('http.anyToken'));
      }
      serverChecksUntil = now() + HOLDS_MS;
    }
    const name = holderOf(token, key);
    remembered.set(key, { name, until: now() + HOLDS_MS });
    if (remembered.size > MAX_REMEMBERED) {
      remembered.delete(remembered.keys().next().value ?? '');
    }
    return name;
  };
}

/** The name in a token that the server accepted; if it has none, something that distinguishes it from others. */
function holderOf(token: string, key: string): string {
  const claims = claimsOf(token);
  const names = [claims['email'], claims['preferred_username'], claims['sub']];
  const name = names.find((one): one is string => typeof one === 'string' && one !== '');
  return name === undefined ? `access token ${key.slice(0, 8)}` : name.slice(0, 128);
}

function claimsOf(token: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))) as Record<
      string,
      unknown
    >;
  } catch {
    return {};
  }
}
