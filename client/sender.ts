import { hostname, userInfo } from 'node:os';

/** Who sends a decision from where, as far as this process knows; it is no proof of anything. */
export function sender(): string {
  return `${userName()}@${hostname()} (prep)`.slice(0, 128);
}

/** Containers often run under a number that no user has. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
